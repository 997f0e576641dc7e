package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RetryTest {

    @Test
    void aFailedJobRunsAgainAndItsAttemptsStayOnRecord() {
        String job =
                Jobs.submit(
                        "{\"type\": \"flaky\", \"maxAttempts\": 1, \"parameters\": {\"failures\": 1}}");
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("failed");
        when().post(job + "/retry")
                .then()
                .statusCode(202)
                .header("Location", notNullValue())
                .header("Operation-Location", notNullValue());
        JsonPath ended = Jobs.awaitEnd(job);
        assertThat(ended.getString("status")).isEqualTo("succeeded");
        assertThat(ended.getList("attempts.outcome")).containsExactly("failed", "succeeded");
        assertThat(ended.getString("error")).isNull();
    }

    @Test
    void aCanceledJobRunsAgain() {
        String job =
                Jobs.submit(
                        "{\"type\": \"add\", \"delay\": \"PT1H\", \"parameters\": {\"a\": 40, \"b\": 2}}");
        when().post(job + "/cancel").then().statusCode(202);
        when().post(job + "/retry").then().statusCode(202).body("cancelRequested", equalTo(false));
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        assertThat(given().get(job).asString()).isEqualTo("42");
    }

    @Test
    void whatSucceededOrIsActiveIsNotTriedAgain() {
        String succeeded = Jobs.submit("{\"type\": \"no-op\"}");
        Jobs.awaitEnd(succeeded);
        when().post(succeeded + "/retry")
                .then()
                .statusCode(409)
                .body("code", equalTo("job-already-succeeded"));
        String waiting = Jobs.submit("{\"type\": \"no-op\", \"delay\": \"PT1H\"}");
        when().post(waiting + "/retry").then().statusCode(409).body("code", equalTo("job-active"));
        when().post(waiting + "/cancel").then().statusCode(202);
    }

    @Test
    void aRetryDoesNotPassByTheUniqueKey() {
        String request = "{\"type\": \"no-op\", \"delay\": \"PT1H\", \"uniqueKey\": \"retried\"}";
        String first = Jobs.submit(request);
        when().post(first + "/cancel").then().statusCode(202);
        String second = Jobs.submit(request);
        when().post(first + "/retry")
                .then()
                .statusCode(409)
                .header("Location", endsWith(second))
                .header("Link", containsString(second + "/status>; rel=\"status\""))
                .body("code", equalTo("job-already-running"))
                .body("conflictingJob.href", endsWith(second));
        when().post(second + "/cancel").then().statusCode(202);
        when().post(first + "/retry").then().statusCode(202);
        Jobs.awaitEnd(first);
    }
}
