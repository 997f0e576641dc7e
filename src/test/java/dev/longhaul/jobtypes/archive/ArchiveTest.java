package dev.longhaul.jobtypes.archive;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.longhaul.Jobs;
import dev.longhaul.Uploaded;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ArchiveTest {

    private static Map<String, String> entries(String job) throws IOException {
        var entries = new LinkedHashMap<String, String>();
        byte[] zipped =
                when().get(job + "/result")
                        .then()
                        .contentType("application/zip")
                        .header("Content-Disposition", containsString("all of it.zip"))
                        .extract()
                        .asByteArray();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(zipped), UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }
        return entries;
    }

    @Test
    void filesAndResultsGoIntoOneZip() throws Exception {
        String file = Uploaded.upload("a note");
        String sum = Jobs.submit("add", "{\"a\": 5, \"b\": 7}");
        Jobs.awaitEnd(sum);
        String request =
                """
                {"type": "archive", "parameters": {"filename": "all of it.zip", "items": [
                  {"from": {"file": "%1$s"}}, {"from": {"file": "%1$s"}},
                  {"from": {"job": "%2$s"}}, {"from": {"job": "%2$s"}, "name": "../sums/gr\\u00f6\\u00dfte.json"},
                  {"from": {"file": "photo"}}]}}
                """
                        .formatted(file, sum.substring(6));
        String id =
                given().multiPart("job", request, "application/json")
                        .multiPart("photo", "me.jpg", "pixels".getBytes(UTF_8), "image/jpeg")
                        .post("/jobs")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        JsonPath end = Jobs.awaitEnd("/jobs/" + id);
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("succeeded");
        assertThat(end.getString("progress.unit")).isEqualTo("files");
        assertThat(end.getInt("progress.percent")).isEqualTo(100);
        assertThat(end.getLong("progress.total")).isEqualTo(5);
        assertThat(entries("/jobs/" + id))
                .containsExactly(
                        Map.entry("note.txt", "a note"),
                        Map.entry("note (2).txt", "a note"),
                        Map.entry("add.json", "12"),
                        Map.entry("sums/größte.json", "12"),
                        Map.entry("me.jpg", "pixels"));
    }

    @Test
    void anArchiveOfNothingIsRefused() {
        Jobs.post("{\"type\": \"archive\", \"parameters\": {\"items\": []}}")
                .then()
                .statusCode(400);
    }
}
