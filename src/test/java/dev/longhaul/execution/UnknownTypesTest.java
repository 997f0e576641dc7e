package dev.longhaul.execution;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.longhaul.Jobs;
import dev.longhaul.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Jobs whose type the worker does not know, as during a rolling deployment. */
@QuarkusTest
class UnknownTypesTest {

    @Inject Rows rows;

    /** As another process accepts it that knows more types than this one. */
    private String submit(String type) {
        String job = Jobs.submit("{\"type\": \"no-op\", \"delay\": \"PT1H\", \"maxAttempts\": 1}");
        rows.execute("UPDATE job SET type = '%s' WHERE id = '%s'".formatted(type, id(job)));
        due(job);
        return job;
    }

    private void due(String job) {
        rows.execute("UPDATE job SET run_at = now(), ready = true WHERE id = '" + id(job) + "'");
    }

    private static String id(String job) {
        return job.substring(job.lastIndexOf('/') + 1);
    }

    private static JsonPath status(String job) {
        return when().get(job + "/status").jsonPath();
    }

    private static void awaitAttempts(String job, int attempts) {
        await().until(() -> status(job).getList("attempts").size() == attempts);
    }

    @Test
    void suchAJobWaitsForAnotherWorkerAndLosesNoAttempt() {
        String job = submit("of-tomorrow");
        awaitAttempts(job, 1);
        due(job);
        awaitAttempts(job, 2);
        JsonPath waiting = status(job);
        assertThat(waiting.getString("status")).isEqualTo("notStarted");
        assertThat(waiting.getList("attempts.outcome")).containsExactly("handedBack", "handedBack");
        assertThat(waiting.getString("attempts[0].error.message"))
                .isEqualTo("The worker that took this job knows no job type 'of-tomorrow'.");
        rows.execute("UPDATE job SET type = 'no-op' WHERE id = '" + id(job) + "'");
        due(job);
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
    }

    @Test
    void whereNoWorkerKnowsTheTypeForLongItFails() {
        String job = submit("of-yesterday");
        awaitAttempts(job, 1);
        rows.execute(
                "UPDATE attempt SET started_at = now() - interval '61 min' WHERE job_id = '"
                        + id(job)
                        + "'");
        due(job);
        JsonPath failed = Jobs.awaitEnd(job);
        assertThat(failed.getString("status")).isEqualTo("failed");
        assertThat(failed.getString("error.code")).isEqualTo("unknown-job-type");
        assertThat(failed.getString("error.message"))
                .isEqualTo("No worker has known the job type 'of-yesterday' for PT1H.");
    }
}
