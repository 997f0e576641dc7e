package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CancelTest {

    @Inject DataSource database;

    @Test
    void aScheduledJobIsCanceledAtOnce() {
        String job =
                Jobs.submit(
                        "{\"type\": \"add\", \"delay\": \"PT1H\", \"parameters\": {\"a\": 1, \"b\": 2}}");
        when().post(job + "/cancel")
                .then()
                .statusCode(202)
                .body("status", equalTo("canceled"))
                .body("error.code", equalTo("job-canceled"))
                .body("expires", notNullValue());
        when().post(job + "/cancel").then().statusCode(200).body("done", equalTo(true));
        given().redirects().follow(false).get(job).then().statusCode(200);
        when().get(job + "/result")
                .then()
                .statusCode(404)
                .body("code", equalTo("result-not-available"))
                .body("error.code", equalTo("job-canceled"));
    }

    @Test
    void aQueuedJobIsCanceledAndNeverRuns() {
        when().post("/queues/narrow/pause").then().statusCode(200);
        String job;
        try {
            job =
                    Jobs.submit(
                            "{\"type\": \"add\", \"queue\": \"narrow\", \"parameters\": {\"a\": 1, \"b\": 2}}");
            when().post(job + "/cancel").then().statusCode(202);
        } finally {
            when().post("/queues/narrow/resume").then().statusCode(200);
        }
        JsonPath after = Jobs.awaitEnd(Jobs.submit("{\"type\": \"no-op\", \"queue\": \"narrow\"}"));
        assertThat(after.getString("status")).isEqualTo("succeeded");
        assertThat(Jobs.status(job).getList("attempts")).isEmpty();
    }

    @Test
    void aRunningJobIsInterrupted() {
        String job = Jobs.submit("add", "{\"a\": 1, \"b\": 2, \"seconds\": 600}");
        awaitRunning(job);
        when().post(job + "/cancel")
                .then()
                .statusCode(202)
                .body("cancelRequested", equalTo(true))
                .body("stage", equalTo("canceling"));
        when().post(job + "/cancel").then().statusCode(org.hamcrest.Matchers.oneOf(200, 202));
        JsonPath ended = Jobs.awaitEnd(job);
        assertThat(ended.getString("status")).isEqualTo("canceled");
        assertThat(ended.getList("attempts.outcome")).containsExactly("canceled");
        assertThat(took(ended)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aQueryThatRunsIsCanceledInItsDatabaseToo() {
        String job = Jobs.submit("export", "{\"dataset\": \"sleeping\", \"format\": \"csv\"}");
        await().until(() -> sleepingQueries() == 1);
        when().post(job + "/cancel").then().statusCode(202);
        await().atMost(Duration.ofSeconds(3)).until(() -> sleepingQueries() == 0);
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("canceled");
    }

    @Test
    void aJobBetweenTwoAttemptsIsCanceled() {
        String job =
                Jobs.submit(
                        "{\"type\": \"patient\", \"maxAttempts\": 2, \"parameters\": {\"failures\": 9}}");
        await().until(() -> "retrying".equals(Jobs.status(job).getString("stage")));
        when().post(job + "/cancel").then().statusCode(202).body("status", equalTo("canceled"));
        assertThat(Jobs.status(job).getList("attempts.outcome")).containsExactly("failed");
    }

    @Test
    void whatHasFinishedIsNotCanceled() {
        String job = Jobs.submit("add", "{\"a\": 1, \"b\": 2}");
        Jobs.awaitEnd(job);
        when().post(job + "/cancel")
                .then()
                .statusCode(409)
                .body("code", equalTo("job-already-finished"));
    }

    @Test
    void somebodyElsesOrNobodysJobIsNotFound() {
        when().post("/jobs/01937c1e-0000-7000-8000-000000000000/cancel")
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-job"));
    }

    @Test
    void ofCancellationAndCompletionOneWins() {
        List<String> jobs =
                IntStream.range(0, 60).mapToObj(i -> Jobs.submit("{\"type\": \"no-op\"}")).toList();
        jobs.parallelStream()
                .forEach(job -> {
                    int answer = when().post(job + "/cancel").statusCode();
                    String status = Jobs.awaitEnd(job).getString("status");
                    assertThat(answer).isIn(202, 409);
                    if (answer == 409) {
                        assertThat(status).isEqualTo("succeeded");
                    }
                    assertThat(Jobs.status(job).getList("attempts").size()).isLessThanOrEqualTo(1);
                });
    }

    private static void awaitRunning(String job) {
        await().until(() -> "running".equals(Jobs.status(job).getString("status")));
    }

    private static Duration took(JsonPath job) {
        return Duration.between(
                java.time.Instant.parse(job.getString("started")),
                java.time.Instant.parse(job.getString("finished")));
    }

    private int sleepingQueries() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet count =
                        select.executeQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(120)%'"
                                        + " AND state = 'active' AND pid <> pg_backend_pid()")) {
            count.next();
            return count.getInt(1);
        }
    }
}
