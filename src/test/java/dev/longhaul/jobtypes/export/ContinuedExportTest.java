package dev.longhaul.jobtypes.export;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.longhaul.Jobs;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.Checkpoints;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports whose source breaks off in the middle. */
@QuarkusTest
class ContinuedExportTest {

    private static final int ROWS = 600_000;

    @Inject Checkpoints checkpoints;

    @ConfigProperty(name = "longhaul.sources.microblog.url")
    String url;

    @ConfigProperty(name = "longhaul.sources.microblog.username")
    String username;

    @ConfigProperty(name = "longhaul.sources.microblog.password")
    String password;

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection(url, username, password);
    }

    @AfterEach
    void disconnect() throws SQLException {
        execute("COMMENT ON TABLE posts IS NULL");
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String export(String dataset, int rows, String format) {
        return Jobs.submit(
                "export",
                "{\"dataset\": \"%s\", \"arguments\": {\"rows\": %d}, \"format\": \"%s\"}"
                        .formatted(dataset, rows, format));
    }

    private static List<String> log(String job, int attempt) {
        return Jobs.log(job).stream()
                .filter(line -> line.path("attempt").asInt() == attempt)
                .map(line -> line.path("message").asText())
                .toList();
    }

    private static JsonPath awaitSuccess(String job) {
        JsonPath end = Jobs.awaitEnd(job);
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("succeeded");
        return end;
    }

    private void awaitCheckpoint(String job) {
        JobId id = JobId.parse(job.substring("/jobs/".length())).orElseThrow();
        await().pollInterval(Duration.ofMillis(5)).until(() -> checkpoints.find(id).isPresent());
    }

    /** Ends the session that reads the rows. */
    private void breakOff(String words) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                                WHERE state <> 'idle' AND pid <> pg_backend_pid() AND query LIKE '%%%s%%'
                                """
                                        .formatted(words))) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "ndjson"})
    void aContinuedExportIsTheSameAsAnUninterruptedOne(String format) throws Exception {
        String whole = export("numbers-by-key", ROWS, format);
        awaitSuccess(whole);
        String broken = export("numbers-by-key", ROWS, format);
        awaitCheckpoint(broken);
        breakOff("keyed_text");

        JsonPath end = awaitSuccess(broken);
        assertThat(end.getList("attempts.outcome")).containsExactly("failed", "succeeded");
        assertThat(end.getLong("result.rows")).isEqualTo(ROWS);
        assertThat(end.getString("result.sha256"))
                .isEqualTo(Jobs.status(whole).getString("result.sha256"));
        assertThat(when().get(broken + "/result").asByteArray())
                .isEqualTo(when().get(whole + "/result").asByteArray());
        assertThat(log(broken, 2))
                .anyMatch(line -> line.matches("\\d+ rows are written; goes on after id \\d+"))
                .last()
                .asString()
                .matches(ROWS + " rows written, [1-9]\\d{0,5} of them by this attempt")
                .doesNotContain(", " + ROWS + " of");
    }

    @Test
    void anExportWhoseFirstRowsHaveChangedStartsOver() throws Exception {
        String job = export("numbers-by-key", ROWS, "csv");
        awaitCheckpoint(job);
        execute("COMMENT ON TABLE posts IS '7'");
        breakOff("keyed_text");

        assertThat(awaitSuccess(job).getLong("result.rows")).isEqualTo(ROWS - 7);
        assertThat(log(job, 2))
                .anyMatch(line -> line.startsWith("Of the rows up to the last one"))
                .last()
                .isEqualTo(ROWS - 7 + " rows written");
        assertThat(Rfc4180.read(when().get(job + "/result").asString()))
                .hasSize(ROWS - 7 + 1)
                .element(1)
                .asString()
                .startsWith("[8, ");
    }

    @Test
    void anExportWithoutAKeyStartsOver() throws Exception {
        // Enough for its stage to be seen, which is written twice a second.
        int many = 5 * ROWS;
        String job = export("numbers", many, "csv");
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> "writing rows".equals(Jobs.status(job).getString("stage")));
        breakOff("AS label");
        assertThat(awaitSuccess(job).getLong("result.rows")).isEqualTo(many);
        assertThat(log(job, 2))
                .contains(
                        "The dataset has no key by which its rows could be continued, so attempt 2 starts over");
    }

    @Test
    void anExportInGzipIsContinuedWithAnotherMember() throws Exception {
        String whole = export("numbers-by-key", ROWS, "csv");
        awaitSuccess(whole);
        String broken = export("numbers-by-key", ROWS, "csv\", \"compression\": \"gzip");
        awaitCheckpoint(broken);
        breakOff("keyed_text");

        JsonPath end = awaitSuccess(broken);
        assertThat(end.getList("attempts.outcome")).containsExactly("failed", "succeeded");
        assertThat(end.getLong("result.rows")).isEqualTo(ROWS);
        assertThat(log(broken, 2)).anyMatch(line -> line.contains("goes on after id"));
        var packed = new ByteArrayInputStream(when().get(broken + "/result").asByteArray());
        try (var unpacked = new GZIPInputStream(packed)) {
            assertThat(unpacked.readAllBytes())
                    .isEqualTo(when().get(whole + "/result").asByteArray());
        }
        assertThat(when().get(broken + "/result/manifest").jsonPath().getList("snapshots"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "json, none",
        "ndjson, none",
        "csv, none",
        "csv, gzip",
        "csv, zip",
        "xlsx, none",
        "parquet, none"
    })
    void aSourceThatBreaksOffNeverMakesAResult(String format, String compression) throws Exception {
        String job =
                Jobs.submit(
                        """
                        {"type": "export", "maxAttempts": 1, "parameters": {"dataset": "numbers",
                         "arguments": {"rows": 3000000}, "format": "%s", "compression": "%s"}}
                        """
                                .formatted(format, compression));
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> "writing rows".equals(Jobs.status(job).getString("stage")));
        breakOff("AS label");
        JsonPath end = Jobs.awaitEnd(job);
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("failed");
        assertThat(end.getString("error.code")).isEqualTo("source-unavailable");
        assertThat(end.getMap("result")).isNull();
        when().get(job + "/result").then().statusCode(404);
        when().get(job + "/result/manifest").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "csv, zip, A file in zip cannot be continued",
        "parquet, gzip, A file of the format parquet cannot be continued"
    })
    void whatCannotBeContinuedStartsOverAndSaysSo(String format, String compression, String reason)
            throws Exception {
        String job =
                export("numbers-by-key", ROWS, format + "\", \"compression\": \"" + compression);
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> "writing rows".equals(Jobs.status(job).getString("stage")));
        breakOff("keyed_text");
        assertThat(awaitSuccess(job).getLong("result.rows")).isEqualTo(ROWS);
        assertThat(log(job, 2)).contains(reason + ", so attempt 2 starts over");
    }
}
