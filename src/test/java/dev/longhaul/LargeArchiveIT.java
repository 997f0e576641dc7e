package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that is larger than a zip without ZIP64 could be, in a process whose memory is not. */
@Tag("slow")
class LargeArchiveIT {

    private static final long LARGE = 9L << 29;

    @TempDir Path directory;

    @Test
    void filesBeyondFourGibibytesArePackedAndUnpacked() throws Exception {
        var environment = Map.of("LONGHAUL_DATA_DIR", "data", "LONGHAUL_FILES_MAX_SIZE", "5G");
        Path fetched = directory.resolve("archive.zip");
        try (var application = PackagedApplication.startReady(directory, environment, "-Xmx160m")) {
            // Goes in as it is, as everything of this type.
            String film = bring(application, "video/mp4", BodyPublishers.ofFile(zeros()));
            String notes = bring(application, "text/plain", BodyPublishers.ofString("the end"));
            String job =
                    application.submit(
                            """
                            {"type": "archive", "parameters": {"items": [
                              {"from": {"file": "%s"}, "name": "film.mp4"}, {"from": {"file": "%s"}, "name": "notes.txt"}]}}
                            """
                                    .formatted(film, notes));
            JsonNode ended = application.awaitEnd(job);
            assertThat(ended.path("status").asText())
                    .as(ended.toPrettyString())
                    .isEqualTo("succeeded");
            assertThat(ended.at("/result/size").asLong()).isGreaterThan(LARGE);
            fetch(application, job + "/result", fetched);
        }
        try (var zip = new ZipFile(fetched.toFile())) {
            assertThat(zip.getEntry("film.mp4").getSize()).isEqualTo(LARGE);
            assertThat(zip.getEntry("film.mp4").getCompressedSize()).isGreaterThan(LARGE);
            try (InputStream film = zip.getInputStream(zip.getEntry("film.mp4"));
                    InputStream notes = zip.getInputStream(zip.getEntry("notes.txt"))) {
                // Whose checksum is compared on the way.
                assertThat(film.transferTo(OutputStream.nullOutputStream())).isEqualTo(LARGE);
                assertThat(notes).hasContent("the end");
            }
        }
    }

    /** A file that takes no place on the disk. */
    private Path zeros() throws Exception {
        Path file = directory.resolve("zeros");
        try (var empty = new RandomAccessFile(file.toFile(), "rw")) {
            empty.setLength(LARGE);
        }
        return file;
    }

    private static String bring(
            PackagedApplication application, String mediaType, BodyPublisher file)
            throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            byte[] answer =
                    http.send(
                                    HttpRequest.newBuilder(application.uri("/files"))
                                            .header("Content-Type", mediaType)
                                            .POST(file)
                                            .build(),
                                    BodyHandlers.ofByteArray())
                            .body();
            return new ObjectMapper().readTree(answer).path("id").asText();
        }
    }

    private static void fetch(PackagedApplication application, String path, Path target)
            throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(application.uri(path)).build(),
                    BodyHandlers.ofFile(target));
        }
    }
}
