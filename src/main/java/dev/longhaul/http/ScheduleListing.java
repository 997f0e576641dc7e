package dev.longhaul.http;

import dev.longhaul.handler.Violation;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.ScheduleRecord;
import dev.longhaul.ledger.Schedules;
import dev.longhaul.security.Visible;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What {@code GET /schedules} answers with. */
@Singleton
class ScheduleListing {

    private static final Set<String> PARAMETERS =
            Set.of("owner", ListParameters.LIMIT, ListParameters.PAGE_TOKEN);

    private final Schedules schedules;
    private final ScheduleAnswers answers;
    private final Callers callers;

    ScheduleListing(Schedules schedules, ScheduleAnswers answers, Callers callers) {
        this.schedules = schedules;
        this.answers = answers;
        this.callers = callers;
    }

    Response list(MultivaluedMap<String, String> query, Urls urls) {
        List<Violation> violations = new ArrayList<>();
        MultivaluedMap<String, String> known = new MultivaluedHashMap<>();
        query.forEach((name, values) -> {
            if (PARAMETERS.contains(name)) {
                known.put(name, values);
            } else {
                violations.add(unknown(name));
            }
        });
        var parameters = new ListParameters(known);
        ListParameters.Asked asked = parameters.read();
        violations.addAll(parameters.violations());
        return violations.isEmpty()
                ? page(parameters, asked, urls)
                : ScheduleAnswers.refused(
                        "The query of the list is not valid; see errors.", violations, urls);
    }

    private static Violation unknown(String name) {
        return new Violation(
                "/query/" + name.replace("~", "~0").replace("/", "~1"),
                "is not a parameter of this list; there are limit, owner and pageToken");
    }

    private Response page(ListParameters parameters, ListParameters.Asked asked, Urls urls) {
        int limit = asked.limit();
        // One more than fits tells whether there is another page.
        List<ScheduleRecord> found = find(asked, limit + 1);
        List<ScheduleRecord> page = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next =
                found.size() > limit
                        ? Optional.of(parameters.token(new JobId(page.getLast().id())))
                        : Optional.empty();
        var list = new ScheduleListRepresentation(answers.representations(page, urls), next);
        Response.ResponseBuilder answer =
                Response.ok(list, MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
        next.map(token -> urls.base() + "/schedules?" + JobListing.encoded(parameters.with(token)))
                .ifPresent(link -> answer.header(HttpHeaders.LINK, "<" + link + ">; rel=\"next\""));
        return answer.build();
    }

    private List<ScheduleRecord> find(ListParameters.Asked asked, int limit) {
        Optional<UUID> last = asked.last().map(JobId::value);
        return switch (Visible.to(callers.owner(), callers.isOperator(), asked.filter().owner())) {
            case Visible.All() -> schedules.page(Optional.empty(), last, limit);
            case Visible.Of(String whose) -> schedules.page(Optional.of(whose), last, limit);
            case Visible.Nothing() -> List.of();
        };
    }
}
