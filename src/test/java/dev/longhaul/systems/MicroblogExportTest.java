package dev.longhaul.systems;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.longhaul.EventSource;
import dev.longhaul.EventSource.Event;
import dev.longhaul.Jobs;
import dev.longhaul.mail.Postbox;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.mail.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/**
 * System 2: a microblog whose users ask for all their posts. Jobs of workers that die are repaired in {@link
 * dev.longhaul.SeparateProcessesIT}, which kills one and also exports more rows than its workers have memory for.
 */
@QuarkusTest
class MicroblogExportTest {

    @TestHTTPResource URI service;
    @Inject Postbox postbox;

    private static final String POSTS =
            "{\"dataset\": \"posts\", \"arguments\": {\"userId\": 7}, \"format\": \"json\"}";

    private final String user = UUID.randomUUID().toString();

    private String export(String parameters, String more) {
        return """
        {"type": "export", "description": "Exporting posts…", "uniqueKey": "posts of %1$s", "labels": {"user": "%1$s"},
         "parameters": %2$s%3$s}
        """
                .formatted(user, parameters, more);
    }

    /** What each page shows to its user. */
    private JsonPath unfinished() {
        return when().get("/jobs?status=notStarted,running&label=user:" + user)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<Map<String, String>> posts(byte[] document) {
        return new JsonPath(new String(document, UTF_8)).getList("posts");
    }

    @Test
    void aUserGetsAllTheirPostsByMail() throws Exception {
        String susan = Postbox.address("susan");
        String job =
                Jobs.submit(
                        export(
                                POSTS,
                                ", \"notify\": {\"email\": [\"%s\"], \"attach\": true}"
                                        .formatted(susan)));
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        byte[] document = when().get(job).then().statusCode(200).extract().asByteArray();
        assertThat(posts(document))
                .hasSize(204)
                .allSatisfy(post -> assertThat(post).containsOnlyKeys("body", "timestamp"));

        await().until(() -> !postbox.of(susan).isEmpty());
        List<Part> parts = Postbox.parts(postbox.of(susan).getFirst());
        assertThat(parts).hasSize(3);
        assertThat(parts.get(0).getContentType()).startsWith("text/plain");
        assertThat(parts.get(1).getContentType()).startsWith("text/html");
        assertThat(parts.get(2).getContentType()).startsWith("application/json");
        assertThat(parts.get(2).getInputStream().readAllBytes()).isEqualTo(document);
    }

    @Test
    void whileOneRunsASecondIsRefusedAndEveryPageShowsHowFarItIs() {
        String request = export("{\"dataset\": \"slow-posts\"}", "");
        String job = Jobs.submit(request);
        List<Event> events;
        try (EventSource source = EventSource.open(service.resolve(job + "/events"))) {
            await().untilAsserted(() ->
                    assertThat(unfinished().getList("jobs.progress.percent", Integer.class))
                            .singleElement()
                            .matches(percent -> percent > 0 && percent < 100));
            Jobs.post(request)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("job-already-running"))
                    .body("conflictingJob.id", equalTo(job.substring("/jobs/".length())))
                    .header("Location", endsWith(job));
            events = source.rest();
        }
        assertThat(events.getLast().name()).isEqualTo("succeeded");
        assertThat(events.stream().map(event -> event.job().at("/progress/percent").asInt()))
                .isSorted()
                .anyMatch(percent -> percent > 0 && percent < 100)
                .endsWith(100);
        assertThat(unfinished().getList("jobs")).isEmpty();
        // Once it is done another may begin.
        Jobs.awaitEnd(Jobs.submit(export(POSTS, "")));
    }

    @Test
    void aFailureIsKeptWithItsReasonAndTheJobEndsAllTheSame() {
        String job = Jobs.submit("export", "{\"dataset\": \"divisions\"}");
        JsonPath end = Jobs.awaitEnd(job);
        assertThat(end.getString("status")).isEqualTo("failed");
        assertThat(end.getString("error.code")).isEqualTo("query-failed");
        assertThat(end.getString("error.detail")).contains("division by zero");
        assertThat(end.getList("attempts.outcome")).containsExactly("failed");
        assertThat(Jobs.log(job))
                .extracting(line -> line.path("message").asText())
                .contains("Dataset 'divisions' as json");
    }

    @Test
    void everybodyReadsTheLatestResultOfAJobThatRunsEverySoOften() {
        String schedule = "/schedules/" + user;
        given().contentType("application/json")
                .body("{\"every\": \"PT1S\", \"job\": " + export(POSTS, "") + "}")
                .put(schedule)
                .then()
                .statusCode(201);
        try {
            String first = awaitLatest(schedule, "");
            assertThat(posts(when().get(schedule + "/latest").asByteArray())).hasSize(204);
            awaitLatest(schedule, first);
        } finally {
            when().delete(schedule).then().statusCode(204);
        }
    }

    /** Awaits a newest result other than the one at that address. Returns its address. */
    private static String awaitLatest(String schedule, String than) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            Response latest =
                                    given().redirects().follow(false).get(schedule + "/latest");
                            return latest.statusCode() == 303 ? latest.header("Location") : than;
                        },
                        address -> !address.equals(than));
    }

    @Test
    void manyResultsAreOneDownloadThatNoGatewayWaitsFor() throws IOException {
        String one = Jobs.submit(export(POSTS, ""));
        Jobs.awaitEnd(one);
        String other = Jobs.submit(export(POSTS, ""));
        Jobs.awaitEnd(other);
        String archive =
                Jobs.submit(
                        "archive",
                        """
                        {"filename": "everything.zip", "items": [
                          {"from": {"job": "%s"}}, {"from": {"job": "%s"}, "name": "again/posts.json"}]}
                        """
                                .formatted(
                                        one.substring("/jobs/".length()),
                                        other.substring("/jobs/".length())));
        assertThat(Jobs.awaitEnd(archive).getString("status")).isEqualTo("succeeded");
        Response zip = when().get(archive);
        zip.then()
                .statusCode(200)
                .contentType("application/zip")
                .header("Content-Disposition", containsString("everything.zip"));
        byte[] document = when().get(one).asByteArray();
        assertThat(entries(zip.asByteArray()))
                .containsOnlyKeys("posts.json", "again/posts.json")
                .allSatisfy((_, bytes) -> assertThat(bytes).isEqualTo(document));
    }

    private static Map<String, byte[]> entries(byte[] zipped) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(zipped), UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }
}
