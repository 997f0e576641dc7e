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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What {@code GET /jobs} answers with. */
@Singleton
class JobListing {

    private final JobList jobs;
    private final Callers callers;
    private final Estimates estimates;

    JobListing(JobList jobs, Callers callers, Estimates estimates) {
        this.jobs = jobs;
        this.callers = callers;
        this.estimates = estimates;
    }

    Response list(MultivaluedMap<String, String> query, Urls urls) {
        return list(query, UnaryOperator.identity(), urls.jobs(), urls);
    }

    /**
     * A list of fewer jobs.
     *
     * @param narrower which of them
     * @param href where it is
     */
    Response list(
            MultivaluedMap<String, String> query,
            UnaryOperator<JobFilter> narrower,
            String href,
            Urls urls) {
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
        JobFilter filter = narrower.apply(asked.filter());
        JobPage page =
                switch (Visible.to(callers.owner(), callers.isOperator(), filter.owner())) {
                    case Visible.All() -> jobs.page(filter, asked.last(), asked.limit());
                    case Visible.Of(String owner) ->
                            jobs.page(filter.of(owner), asked.last(), asked.limit());
                    case Visible.Nothing() -> new JobPage(List.of(), Optional.empty());
                };
        Optional<String> next = page.next().map(parameters::token);
        Response.ResponseBuilder answer =
                Response.ok(
                                JobListRepresentation.of(page, estimates, next, urls),
                                MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
        next.map(token -> href + "?" + encoded(parameters.with(token)))
                .ifPresent(link -> answer.header(HttpHeaders.LINK, "<" + link + ">; rel=\"next\""));
        return answer.build();
    }

    static String encoded(Map<String, List<String>> query) {
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
