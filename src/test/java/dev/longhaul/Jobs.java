package dev.longhaul;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;

/** What tests do with jobs over HTTP. */
public final class Jobs {

    private Jobs() {}

    /** Posts a body to {@code /jobs}, whatever comes of it. */
    public static Response post(String body) {
        return given().contentType("application/json").body(body).post("/jobs");
    }

    /** Submits a job that has to be accepted. Returns its path. */
    public static String submit(String type, String parameters) {
        return submit("{\"type\": \"%s\", \"parameters\": %s}".formatted(type, parameters));
    }

    /** Submits a whole request that has to be accepted. Returns the path of the job. */
    public static String submit(String request) {
        String id = post(request).then().statusCode(202).extract().path("id");
        return "/jobs/" + id;
    }

    /** The job, once it is finished. */
    public static JsonPath awaitEnd(String job) {
        await().atMost(Duration.ofSeconds(30)).until(() -> status(job).getBoolean("done"));
        return status(job);
    }

    /** The job now. */
    public static JsonPath status(String job) {
        return when().get(job + "/status").then().statusCode(200).extract().jsonPath();
    }
}
