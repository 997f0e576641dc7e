package dev.longhaul.jobtypes.export;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Jobs;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tests of formats do with exports. */
final class Exports {

    private Exports() {}

    /** Runs an export that has to succeed. Returns the path of its job. */
    static String run(String parameters) {
        String job = Jobs.submit("export", parameters);
        JsonPath end = Jobs.awaitEnd(job);
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("succeeded");
        return job;
    }

    /** The same, into a file. */
    static Path into(Path folder, String parameters) throws IOException {
        String job = run(parameters);
        Path file = folder.resolve(Jobs.status(job).getString("result.filename"));
        try (InputStream bytes = when().get(job + "/result").asInputStream()) {
            Files.copy(bytes, file);
        }
        return file;
    }

    /** Runs an export that has to fail. Returns the error. */
    static String failure(String parameters) {
        JsonPath end = Jobs.awaitEnd(Jobs.submit("export", parameters));
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("failed");
        return end.getString("error.code") + ": " + end.getString("error.message");
    }
}
