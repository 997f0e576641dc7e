package dev.longhaul.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.handler.Violation;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.ScheduleRecord;
import dev.longhaul.ledger.Schedules;
import dev.longhaul.security.Visible;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What {@code GET /schedules} answers with. */
@Singleton
class ScheduleListing {

    private static final String OWNER = "owner";
    private static final Set<String> PARAMETERS =
            Set.of(OWNER, ListParameters.LIMIT, ListParameters.PAGE_TOKEN);

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
        query.keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .forEach(name ->
                        violations.add(
                                wrong(
                                        name,
                                        "is not a parameter of this list; there are limit, owner and pageToken")));
        Optional<String> owner = given(query, OWNER);
        int limit = limit(query, violations);
        Optional<UUID> last = last(query, owner, violations);
        return violations.isEmpty()
                ? page(owner, last, limit, urls)
                : ScheduleAnswers.refused(
                        "The query of the list is not valid; see errors.", violations, urls);
    }

    private Response page(Optional<String> owner, Optional<UUID> last, int limit, Urls urls) {
        // One more than fits tells whether there is another page.
        List<ScheduleRecord> found =
                switch (Visible.to(callers.owner(), callers.isOperator(), owner)) {
                    case Visible.All() -> schedules.page(Optional.empty(), last, limit + 1);
                    case Visible.Of(String whose) ->
                            schedules.page(Optional.of(whose), last, limit + 1);
                    case Visible.Nothing() -> List.of();
                };
        List<ScheduleRecord> page = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next =
                found.size() > limit
                        ? Optional.of(
                                PageToken.write(new JobId(page.getLast().id()), filter(owner)))
                        : Optional.empty();
        Response.ResponseBuilder answer =
                Response.ok(
                                new ScheduleListRepresentation(
                                        page.stream()
                                                .map(schedule ->
                                                        answers.representation(schedule, urls))
                                                .toList(),
                                        next),
                                MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
        next.ifPresent(token ->
                answer.header(
                        HttpHeaders.LINK,
                        "<"
                                + urls.base()
                                + "/schedules?limit="
                                + limit
                                + owner.map(name -> "&owner=" + encoded(name)).orElse("")
                                + "&pageToken="
                                + token
                                + ">; rel=\"next\""));
        return answer.build();
    }

    private static int limit(MultivaluedMap<String, String> query, List<Violation> violations) {
        Optional<String> limit = given(query, ListParameters.LIMIT);
        if (limit.isEmpty()) {
            return ListParameters.DEFAULT_LIMIT;
        }
        String digits = limit.get().replaceFirst("^0+(?=.)", "");
        if (!digits.matches("[1-9][0-9]*")) {
            violations.add(
                    wrong(
                            ListParameters.LIMIT,
                            "must be a whole number from 1 to "
                                    + ListParameters.MOST_LIMIT
                                    + "; more is taken as "
                                    + ListParameters.MOST_LIMIT));
            return ListParameters.DEFAULT_LIMIT;
        }
        return digits.length() > 3
                ? ListParameters.MOST_LIMIT
                : Math.min(Integer.parseInt(digits), ListParameters.MOST_LIMIT);
    }

    private static Optional<UUID> last(
            MultivaluedMap<String, String> query,
            Optional<String> owner,
            List<Violation> violations) {
        Optional<String> token = given(query, ListParameters.PAGE_TOKEN);
        Optional<UUID> last =
                token.flatMap(text -> PageToken.read(text, filter(owner))).map(JobId::value);
        if (token.isPresent() && last.isEmpty()) {
            violations.add(
                    wrong(
                            ListParameters.PAGE_TOKEN,
                            "must be the nextPageToken of a page of the same list; leave it out to begin anew"));
        }
        return last;
    }

    private static String filter(Optional<String> owner) {
        return "schedules of " + owner;
    }

    private static Optional<String> given(MultivaluedMap<String, String> query, String name) {
        return Optional.ofNullable(query.getFirst(name)).filter(value -> !value.isEmpty());
    }

    private static Violation wrong(String name, String detail) {
        return new Violation("/query/" + name.replace("~", "~0").replace("/", "~1"), detail);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
