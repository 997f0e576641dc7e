package dev.longhaul;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** What tests do with jobs over HTTP. */
public final class Jobs {

    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** What the job has logged by now. */
    public static List<JsonNode> log(String job) {
        String lines =
                when().get(job + "/log")
                        .then()
                        .statusCode(200)
                        .contentType("application/x-ndjson")
                        .extract()
                        .asString();
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(lines)) {
            return values.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
