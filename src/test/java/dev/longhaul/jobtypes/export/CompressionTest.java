package dev.longhaul.jobtypes.export;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class CompressionTest {

    private static final String POSTS =
            "{\"dataset\": \"posts\", \"arguments\": {\"userId\": 7}, \"format\": \"%s\", \"compression\": \"%s\"}";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    private byte[] plain(Format format) throws IOException {
        return Files.readAllBytes(Exports.into(folder, POSTS.formatted(format.word(), "none")));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void gzipHoldsTheSameBytes(Format format) throws Exception {
        Path file = Exports.into(folder, POSTS.formatted(format.word(), "gzip"));
        assertThat(file.getFileName().toString()).isEqualTo("posts." + format.word() + ".gz");
        try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(file))) {
            assertSame(format, unpacked.readAllBytes(), plain(format));
        }
    }

    /** The entries of a workbook have the time of their writing. */
    private static void assertSame(Format format, byte[] unpacked, byte[] plain) {
        if (format == Format.XLSX) {
            assertThat(unpacked).hasSameSizeAs(plain);
        } else {
            assertThat(unpacked).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void zipHoldsTheSameBytesAndAManifestOfThem(Format format) throws Exception {
        Path file = Exports.into(folder, POSTS.formatted(format.word(), "zip"));
        assertThat(file.getFileName().toString()).isEqualTo("posts." + format.word() + ".zip");
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(Object::toString))
                    .containsExactly("posts." + format.word(), "manifest.json");
            byte[] unpacked =
                    zip.getInputStream(zip.getEntry("posts." + format.word())).readAllBytes();
            assertSame(format, unpacked, plain(format));
            JsonNode manifest = JSON.readTree(zip.getInputStream(zip.getEntry("manifest.json")));
            assertThat(manifest.path("filename").asText()).isEqualTo("posts." + format.word());
            assertThat(manifest.path("mediaType").asText()).isEqualTo(format.mediaType());
            assertThat(manifest.path("size").asLong()).isEqualTo(unpacked.length);
            assertThat(manifest.path("sha256").asText())
                    .isEqualTo(
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(unpacked)));
            assertThat(manifest.path("complete").asBoolean()).isTrue();
        }
    }

    @Test
    void theResultIsServedAsWhatItIs() {
        String job = Exports.run(POSTS.formatted("csv", "gzip"));
        when().get(job + "/result")
                .then()
                .contentType("application/gzip")
                .header("Content-Disposition", containsString("posts.csv.gz"))
                // It is a file, not a way to transfer one: nobody shall unpack it on the way.
                .header("Content-Encoding", (String) null);
    }

    @Test
    void theManifestSaysWhatTheResultConsistsOf() throws Exception {
        Instant before = Instant.now();
        String job = Exports.run(POSTS.formatted("csv", "none"));
        String url = Jobs.status(job).getString("result.manifest");
        assertThat(url).endsWith(job + "/result/manifest");
        assertThat(when().get(job + "/result").headers().getValues("Link"))
                .anyMatch(link -> link.startsWith("<" + url + ">; rel=\"describedby\""));

        JsonNode manifest =
                JSON.readTree(when().get(url).then().statusCode(200).extract().asString());
        long rows = Jobs.status(job).getLong("result.rows");
        assertThat(rows).isPositive();
        assertThat(manifest.path("complete").asBoolean()).isTrue();
        assertThat(manifest.path("rows").asLong()).isEqualTo(rows);
        assertThat(manifest.path("expectedRows").asLong()).isEqualTo(rows);
        assertThat(manifest.path("dataset").asText()).isEqualTo("posts");
        assertThat(manifest.path("arguments").toString()).isEqualTo("{\"userId\":7}");
        assertThat(manifest.path("columns").toString())
                .isEqualTo(
                        "[{\"name\":\"body\",\"type\":\"text\"},{\"name\":\"timestamp\",\"type\":\"timestamptz\"}]");
        assertThat(manifest.path("snapshots")).hasSize(1);
        assertThat(Instant.parse(manifest.at("/snapshots/0").asText()))
                .isBetween(before.minus(Duration.ofSeconds(1)), Instant.now());
        assertThat(manifest.path("sha256").asText())
                .isEqualTo(Jobs.status(job).getString("result.sha256"));
        assertThat(manifest.path("filename").asText()).isEqualTo("posts.csv");
    }

    @Test
    void aResultThatSaysNoMoreHasNoManifest() {
        String job = Jobs.submit("add", "{\"a\": 1, \"b\": 2}");
        when().get(job + "/result/manifest").then().statusCode(404);
        Jobs.awaitEnd(job);
        assertThat(Jobs.status(job).getString("result.manifest")).isNull();
        assertThat(when().get(job + "/result").headers().getValues("Link"))
                .noneMatch(link -> link.contains("manifest"));
        when().get(job + "/result/manifest")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        when().get("/jobs/01937c1e-0000-7000-8000-000000000000/result/manifest")
                .then()
                .statusCode(404);
    }
}
