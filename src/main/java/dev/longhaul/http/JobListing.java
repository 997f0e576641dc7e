package dev.longhaul.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.longhaul.ledger.JobFilter;
import dev.longhaul.ledger.JobList;
import dev.longhaul.ledger.JobPage;
import dev.longhaul.security.Visible;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code GET /jobs} answers with. */
@Singleton
class JobListing {

    private final JobList jobs;

    JobListing(JobList jobs) {
        this.jobs = jobs;
    }

    Response list(MultivaluedMap<String, String> query, @Nullable Principal caller, Urls urls) {
        var parameters = new ListParameters(query);
        ListParameters.Asked asked = parameters.read();
        if (!parameters.violations().isEmpty()) {
            return Problems.of(
                            ProblemType.VALIDATION_FAILED,
                            urls,
                            "The query of the list is not valid; see errors.",
                            parameters.violations(),
                            Optional.empty())
                    .build();
        }
        JobFilter filter = asked.filter();
        JobPage page =
                switch (Visible.to(caller, filter.owner())) {
                    case Visible.Of(String owner) ->
                            jobs.page(filter.of(owner), asked.last(), asked.limit());
                    case Visible.Nothing() -> new JobPage(List.of(), Optional.empty());
                };
        Optional<String> next = page.next().map(parameters::token);
        Response.ResponseBuilder answer =
                Response.ok(
                                JobListRepresentation.of(page, next, urls),
                                MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
        next.map(token -> urls.jobs() + "?" + encoded(parameters.with(token)))
                .ifPresent(href -> answer.header(HttpHeaders.LINK, "<" + href + ">; rel=\"next\""));
        return answer.build();
    }

    private static String encoded(Map<String, List<String>> query) {
        return query.entrySet().stream()
                .flatMap(parameter ->
                        parameter.getValue().stream()
                                .map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
                .collect(joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
