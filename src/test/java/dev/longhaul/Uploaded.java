package dev.longhaul;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What tests do with the files of callers, and what there is of them. */
@Singleton
public class Uploaded {

    private final Path directory;
    private final Rows rows;

    Uploaded(@ConfigProperty(name = "longhaul.files.directory") Path directory, Rows rows) {
        this.directory = directory;
        this.rows = rows;
    }

    /** Brings a file. Returns its id. */
    public static String upload(String content) {
        return given().contentType("text/plain")
                .header("Content-Disposition", "attachment; filename=\"note.txt\"")
                .body(content)
                .post("/files")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** How many rows and files there are of all callers, staged ones too. */
    public long all() {
        try (Stream<Path> files = Files.walk(directory)) {
            return rows.number("SELECT count(*) FROM upload")
                    + rows.number("SELECT count(*) FROM job_file")
                    + files.filter(file -> file.getFileName().toString().endsWith(".upload"))
                            .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Awaits that there is nothing beside what there was. */
    public void awaitOnly(long before) {
        await().until(() -> all() == before);
    }

    /** Where the bytes of a file are while they are there. */
    public Path path(String id) {
        return directory.resolve("uploads").resolve(id.substring(34)).resolve(id + ".upload");
    }
}
