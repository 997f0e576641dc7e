package dev.longhaul.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that openapi-generator made of openapi.yaml during the build: it compiles, and it works. */
@QuarkusTest
class GeneratedClientTest {

    private static final List<Path> SOURCES =
            List.of(Path.of("target/generated-client/src/main/java"), Path.of("src/test/client"));

    @TempDir static Path classes;

    private static URLClassLoader client;

    @TestHTTPResource URI service;

    private Exporter exporter;

    @BeforeAll
    static void compile() throws Exception {
        assertThat(SOURCES)
                .as("the build generates the client: './mvnw generate-test-sources' does it alone")
                .allSatisfy(folder -> assertThat(folder).isDirectory());
        client = CompiledSources.load(SOURCES, classes);
    }

    @AfterAll
    static void close() throws Exception {
        client.close();
    }

    @BeforeEach
    void create() throws Exception {
        exporter =
                (Exporter)
                        client.loadClass("example.GeneratedExporter")
                                .getConstructor(URI.class)
                                .newInstance(service);
    }

    @Test
    void itTakesAnExportFromTheRequestToTheBytes() throws Exception {
        byte[] file =
                exporter.export(
                        Map.of(
                                "dataset", "posts",
                                "arguments", Map.of("userId", 7),
                                "format", "csv"));
        assertThat(new String(file, UTF_8)).startsWith("body,timestamp\r\n");
    }

    @Test
    void itReadsWhyAJobFailed() {
        assertThatThrownBy(() -> exporter.export(Map.of("dataset", "divisions")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("query-failed");
    }

    @Test
    void itCancels() throws Exception {
        assertThat(exporter.cancel(Map.of("a", 1, "b", 2, "seconds", 600))).isEqualTo("canceled");
    }

    @Test
    void theGuideShowsWhatItSees() throws Exception {
        try (var jobs = new JobsInAllStates()) {
            GuideTable.of("generated", List.of(exporter), service, jobs.all()).assertInGuide();
        }
    }
}
