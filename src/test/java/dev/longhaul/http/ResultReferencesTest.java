package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.longhaul.Jobs;
import dev.longhaul.Rows;
import dev.longhaul.Uploaded;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResultReferencesTest {

    @Inject Rows rows;

    private static String join(String more) {
        return "{\"type\": \"join\", \"parameters\": {\"file\": {\"file\": \"%s\"}, \"more\": [%s]}}"
                .formatted(Uploaded.upload("2 + 3 = "), more);
    }

    private static String resultOf(String job) {
        return "{\"job\": \"%s\"}".formatted(idOf(job));
    }

    private static String idOf(String job) {
        return job.substring("/jobs/".length());
    }

    private static String finishedAdd() {
        String job = Jobs.submit("add", "{\"a\": 2, \"b\": 3}");
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        return job;
    }

    private static ValidatableResponse refused(String more) {
        return Jobs.post(join(more))
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/parameters/more/0/job"));
    }

    @Test
    void aJobReadsTheResultOfAnother() {
        String joined = Jobs.submit(join(resultOf(finishedAdd())));
        assertThat(Jobs.awaitEnd(joined).getString("status")).isEqualTo("succeeded");
        assertThat(when().get(joined + "/result").asString()).isEqualTo("2 + 3 = 5");
    }

    @Test
    void onlyAJobOfTheCallersThatSucceededWithAResultWillDo() {
        String somebodyElses = finishedAdd();
        rows.execute("UPDATE job SET owner = 'else' WHERE id = '" + idOf(somebodyElses) + "'");
        refused(resultOf(somebodyElses))
                .body("errors[0].detail", containsString("you have no job"));
        refused("{\"job\": \"" + UUID.randomUUID() + "\"}");
        refused("{\"job\": \"first\"}");

        String waiting =
                Jobs.submit(
                        "{\"type\": \"add\", \"delay\": \"PT1H\", \"parameters\": {\"a\": 1, \"b\": 2}}");
        refused(resultOf(waiting))
                .body(
                        "errors[0].detail",
                        containsString("this one is notStarted, so wait for its end"));

        String without = Jobs.submit("no-op", "{}");
        Jobs.awaitEnd(without);
        refused(resultOf(without)).body("errors[0].detail", containsString("this one made none"));
    }

    @Test
    void aReferenceIsToAFileOrToAResult() {
        Jobs.post(join("{\"job\": \"a\", \"file\": \"b\"}"))
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/parameters/more/0"));
        Jobs.post(join("{}"))
                .then()
                .statusCode(400)
                .body("errors.detail", contains("must have at least 1 member"));
    }

    @Test
    void aResultThatWentMeanwhileFailsTheJobForGood() {
        String gone = finishedAdd();
        String late =
                Jobs.submit(join(resultOf(gone)).replaceFirst("\\{", "{\"delay\": \"PT1H\", "));
        when().delete(gone).then().statusCode(204);
        rows.execute("UPDATE job SET run_at = now() WHERE id = '" + idOf(late) + "'");
        assertThat(Jobs.awaitEnd(late).getString("error.code")).isEqualTo("result-gone");
        when().get(late + "/status").then().body("attempt", equalTo(1));
    }

    @Test
    void aRequestThatComesAgainUnderItsKeyLeadsToItsJobAlsoWhenTheResultHasGone() {
        String gone = finishedAdd();
        String request = join(resultOf(gone));
        String key = UUID.randomUUID().toString();
        String job = withKey(key, request).then().statusCode(202).extract().header("Location");
        when().delete(gone).then().statusCode(204);
        withKey(key, request).then().statusCode(202).header("Location", job);
        withKey(UUID.randomUUID().toString(), request).then().statusCode(400);
    }

    private static Response withKey(String key, String request) {
        return given().header("Idempotency-Key", key)
                .contentType("application/json")
                .body(request)
                .post("/jobs");
    }
}
