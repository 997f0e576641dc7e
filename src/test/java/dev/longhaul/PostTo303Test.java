package dev.longhaul;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole story, for those who are new here: a caller asks for the posts of a user, is answered at once, watches, is
 * sent to the file, and reads it.
 */
@QuarkusTest
class PostTo303Test {

    @Test
    void aUserAsksForAllTheirPostsAndGetsThem() {
        // The caller asks, and is answered before anything was done.
        Response accepted =
                given().contentType("application/json")
                        .body(
                                """
                                {"type": "export",
                                 "description": "Exporting posts…",
                                 "labels": {"team": "growth"},
                                 "parameters": {"dataset": "posts", "arguments": {"userId": 7}, "format": "json"}}
                                """)
                        .post("/jobs");
        assertThat(accepted.statusCode()).isEqualTo(202);
        String job = accepted.header("Location");
        String status = accepted.header("Operation-Location");
        assertThat(status).isEqualTo(job + "/status");
        assertThat(accepted.header("Retry-After")).matches("[1-9][0-9]?");
        assertThat(accepted.jsonPath().getString("parameters.arguments.userId")).isEqualTo("7");
        assertThat(accepted.jsonPath().getString("labels.team")).isEqualTo("growth");

        // It watches the status, which never redirects, until the job is done.
        await().until(() -> when().get(status).jsonPath().getBoolean("done"));
        JsonPath done = when().get(status).then().statusCode(200).extract().jsonPath();
        assertThat(done.getString("status")).isEqualTo("succeeded");
        assertThat(done.getInt("progress.percent")).isEqualTo(100);
        assertThat(done.getString("resourceLocation")).isEqualTo(job + "/result");

        // The job itself now sends it to the result.
        Response seeOther = given().redirects().follow(false).get(job);
        assertThat(seeOther.statusCode()).isEqualTo(303);
        assertThat(seeOther.header("Location")).isEqualTo(job + "/result");

        // Who follows redirects ends at the file, whatever they accepted on the way.
        Response file = given().accept("text/html").get(job);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.contentType()).isEqualTo("application/json");
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"posts.json\"");
        assertThat(file.asByteArray()).hasSize(done.getInt("result.size"));

        // All posts are there, in the order of time.
        List<Map<String, String>> posts = file.jsonPath().getList("posts");
        assertThat(posts).hasSize(done.getInt("result.rows")).hasSize(204);
        assertThat(posts)
                .allSatisfy(post -> assertThat(post).containsOnlyKeys("body", "timestamp"));
        assertThat(posts.stream().map(post -> Instant.parse(post.get("timestamp")))).isSorted();
        assertThat(posts.stream().map(post -> post.get("timestamp")))
                .allMatch(time -> time.endsWith("Z"));
    }
}
