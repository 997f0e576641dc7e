package dev.longhaul.systems;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;

import dev.longhaul.Jobs;
import dev.longhaul.mail.Postbox;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.mail.Part;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * System 1: a table of tasks and a timer. That everything runs while the broker is away is walked by {@link
 * dev.longhaul.SeparateProcessesIT}, which takes a real one away.
 */
@QuarkusTest
class TaskTableTest {

    @Inject Postbox postbox;

    private static byte[] picture(int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    /** What a page does that wants a picture smaller. Returns the path of the job. */
    private static String resize(byte[] picture) {
        String id =
                given().multiPart(
                                "job",
                                """
                                {"type": "image-resize", "parameters":
                                  {"file": {"file": "photo"}, "sizes": [{"width": 320}], "format": "jpeg"}}
                                """,
                                "application/json")
                        .multiPart("photo", "holiday.png", picture, "image/png")
                        .post("/jobs")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        return "/jobs/" + id;
    }

    private static byte[] result(String job) {
        return when().get(job).then().statusCode(200).extract().asByteArray();
    }

    @Test
    void aPictureIsMadeAsLargeAsAPageAskedFor() throws Exception {
        String job = resize(picture(1600, 1200));
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(result(job)));
        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(240);
    }

    @Test
    void aMailWithAttachmentsOutlivesItsBrokenGatewayAndArrivesOnce() throws Exception {
        String picture = resize(picture(800, 600));
        Jobs.awaitEnd(picture);
        String ada = Postbox.address("ada");
        String request =
                """
                {"type": "email", "parameters": {"to": ["%s"], "subject": "Your picture",
                  "text": "Smaller than before.",
                  "attachments": [{"job": "%s"}, {"file": "note"}]}}
                """
                        .formatted(ada, picture.substring("/jobs/".length()));
        postbox.down();
        String job;
        try {
            String id =
                    given().multiPart("job", request, "application/json")
                            .multiPart("note", "note.txt", "by ada".getBytes(UTF_8), "text/plain")
                            .post("/jobs")
                            .then()
                            .statusCode(202)
                            .extract()
                            .path("id");
            job = "/jobs/" + id;
            await().until(() -> Jobs.status("/jobs/" + id).getInt("attempt") >= 2);
            assertThat(Jobs.status(job).getBoolean("done")).isFalse();
        } finally {
            postbox.up();
        }
        JsonPath end = Jobs.awaitEnd(job);
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("succeeded");
        assertThat(end.getList("attempts.outcome", String.class))
                .startsWith("failed", "failed")
                .endsWith("succeeded");
        assertThat(postbox.of(ada)).hasSize(1);
        List<Part> parts = Postbox.parts(postbox.of(ada).getFirst());
        assertThat(parts.get(0).getContent().toString()).contains("Smaller than before.");
        assertThat(Postbox.filename(parts.get(1))).isEqualTo("holiday-320x240.jpg");
        assertThat(parts.get(1).getInputStream().readAllBytes()).isEqualTo(result(picture));
        assertThat(Postbox.filename(parts.get(2))).isEqualTo("note.txt");
        assertThat(parts.get(2).getInputStream().readAllBytes()).asString().isEqualTo("by ada");
    }

    @Test
    void theTrafficOfTheDayIsAddedUpByTheClockAndLiesAtOneUrl() {
        String schedule = "/schedules/" + UUID.randomUUID();
        given().contentType("application/json")
                .body(
                        """
                        {"cron": "30 6 * * *", "timeZone": "Europe/Berlin", "job": {"type": "report",
                         "parameters": {"report": "daily-traffic", "arguments": {"days": 7}, "format": "html"}}}
                        """)
                .put(schedule)
                .then()
                .statusCode(201);
        // Nobody has to wait for the morning.
        String run = when().post(schedule + "/trigger").then().statusCode(202).extract().path("id");
        assertThat(Jobs.awaitEnd("/jobs/" + run).getString("status")).isEqualTo("succeeded");
        when().get(schedule + "/latest")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("Daily traffic"), containsString("<svg"));
        when().delete(schedule).then().statusCode(204);
    }

    @Test
    void whatWasExecutedIsHistoryForAsLongAsAskedAndThenGone() {
        String page = UUID.randomUUID().toString();
        String request =
                "{\"type\": \"add\", \"retention\": \"%s\", \"labels\": {\"page\": \"%s\"}, \"parameters\": {\"a\": 1, \"b\": 2}}";
        String kept = Jobs.submit(request.formatted("PT1H", page));
        String brief = Jobs.submit(request.formatted("PT1S", page));
        Jobs.awaitEnd(kept);
        await().until(() -> when().get(brief).statusCode() == 410);
        when().get(brief).then().statusCode(410).body("code", equalTo("job-expired"));
        when().get("/jobs?label=page:" + page)
                .then()
                .statusCode(200)
                .body("jobs.id", equalTo(List.of(kept.substring("/jobs/".length()))))
                .body("jobs.status", everyItem(equalTo("succeeded")))
                .body("jobs.attempts[0].outcome", hasItem("succeeded"));
    }
}
