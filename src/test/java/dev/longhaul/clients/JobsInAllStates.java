package dev.longhaul.clients;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.longhaul.Jobs;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Optional;

/** A real job in each state. One runs until all is closed. */
final class JobsInAllStates implements AutoCloseable {

    /** As the sample dataset comes, so that whoever expects JSON is not helped by getting some. */
    static final String EXPORT =
            """
            {"type": "export",
             "parameters": {"dataset": "posts", "arguments": {"userId": 7}, "format": "csv"}}
            """;

    static final String FAILING_EXPORT =
            "{\"type\": \"export\", \"parameters\": {\"dataset\": \"divisions\"}}";
    static final String LONG_JOB =
            "{\"type\": \"add\", \"parameters\": {\"a\": 1, \"b\": 2, \"seconds\": 600}}";

    private static final String LATER = "{\"type\": \"no-op\", \"delay\": \"PT1H\"}";

    private final String running = Jobs.submit(LONG_JOB);
    private final String waiting = Jobs.submit(LATER);

    List<Subject> all() {
        await().until(() -> "running".equals(Jobs.status(running).getString("status")));
        String canceled = Jobs.submit(LATER);
        when().post(canceled + "/cancel").then().statusCode(202);
        String deleted = ended("{\"type\": \"no-op\"}", "succeeded");
        when().delete(deleted).then().statusCode(204);
        String succeeded = ended(EXPORT, "succeeded");
        JsonPath export = Jobs.status(succeeded);
        return List.of(
                Subject.without("waits", id(waiting)),
                Subject.without("runs", id(running)),
                new Subject(
                        "succeeded", id(succeeded), Optional.of(export.getString("result.sha256"))),
                Subject.without(
                        "succeeded, nothing to fetch",
                        id(ended("{\"type\": \"no-op\"}", "succeeded"))),
                Subject.without("failed", id(ended(FAILING_EXPORT, "failed"))),
                Subject.without("canceled", id(canceled)),
                Subject.without("deleted", id(deleted)));
    }

    private static String ended(String request, String as) {
        String job = Jobs.submit(request);
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo(as);
        return job;
    }

    private static String id(String path) {
        return path.substring("/jobs/".length());
    }

    @Override
    public void close() {
        when().post(running + "/cancel");
        when().post(waiting + "/cancel");
    }
}
