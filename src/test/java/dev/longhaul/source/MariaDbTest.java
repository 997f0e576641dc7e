package dev.longhaul.source;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.Jobs;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.Checkpoints;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real MariaDB as a source. It comes up long after the service, which does not mind. */
@QuarkusTest
class MariaDbTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TimeZone HOME = TimeZone.getDefault();
    private static final int ROWS = 600_000;
    private static MariaDbServer server;

    @Inject Checkpoints checkpoints;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(MariaDbServer.runsHere(), "MariaDB's programs are for Linux on x86-64");
        String url = ConfigProvider.getConfig().getValue("longhaul.sources.shop.url", String.class);
        server = MariaDbServer.start(URI.create(url.substring("jdbc:".length())).getPort());
        server.execute(
                """
                CREATE TABLE `values` (
                  text VARCHAR(40) CHARACTER SET utf8mb4, old CHAR(5) CHARACTER SET latin1, `bool` BOOLEAN,
                  tiny TINYINT, fill INT(6) ZEROFILL, ubig BIGINT UNSIGNED, dec30 DECIMAL(30, 10), dbl DOUBLE, flt FLOAT,
                  bit1 BIT(1), bit9 BIT(9), y YEAR, d DATE, t TIME(3), dt DATETIME(3), at TIMESTAMP(6) NULL,
                  wrong_dt DATETIME, old_dt DATETIME, zero_dt DATETIME, zero_d DATE, zero_at TIMESTAMP NULL, js JSON, bin BINARY(4), blb BLOB,
                  choice ENUM('red', 'green'), id UUID, ip INET6, spot POINT)
                """,
                "SET time_zone = '+02:00'",
                "SET sql_mode = 'ALLOW_INVALID_DATES'",
                """
                INSERT INTO `values` VALUES
                  ('naïve 😀 "quoted", \\\\', 'é', TRUE, -128, 42, 18446744073709551615, 12345678901234567890.0123456789,
                  1.5e300, 0.25, b'1', b'100000001', 2026, '2026-11-20', '-12:30:00.5', '2026-03-29 02:30:00.05',
                  '2026-11-20 17:30:00.5', '2026-02-31 10:00', '1000-01-01', '0000-00-00 00:00:00', '0000-00-00', 0, '{"a": [1, "ü"]}', x'00ff0041',
                  x'deadbeef', 'green', '01937c1e-0000-7000-8000-000000000000', '::1', POINT(1, 2))
                """,
                "INSERT INTO `values` (text, ubig, dec30, d, at, id) SELECT text, ubig, dec30, d, at, id FROM `values`",
                "CREATE TABLE orders (id INT PRIMARY KEY, name VARCHAR(20))",
                "INSERT INTO orders SELECT seq, concat('order ', seq) FROM seq_1_to_10");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static JsonPath awaitSuccess(String job) {
        JsonPath end = Jobs.awaitEnd(job);
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("succeeded");
        return end;
    }

    private static String values(String format) {
        String job =
                Jobs.submit(
                        "export",
                        """
                        {"dataset": "shop-values", "format": "%s", "arguments": {
                          "string": "naïve 😀 \\"quoted\\", \\\\", "integer": 9223372036854775807,
                          "number": 12345678901234567890.0123456789, "boolean": true, "date": "2026-11-20",
                          "timestamp": "2026-11-20T16:30:00.5+01:00",
                          "uuid": "01937c1e-0000-7000-8000-000000000000"}}
                        """
                                .formatted(format));
        awaitSuccess(job);
        return new String(when().get(job + "/result").asByteArray(), UTF_8);
    }

    /** Where the clocks leave out half past two. */
    @BeforeEach
    void liveInBerlin() {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    }

    @AfterEach
    void goHome() {
        TimeZone.setDefault(HOME);
    }

    @Test
    void everyValueArrivesAsTheDocumentationSays() throws Exception {
        JsonNode rows = JSON.readTree(values("json")).get("rows");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"text": "naïve 😀 \\"quoted\\", \\\\", "old": "é", "bool": true, "tiny": -128, "fill": 42,
                                 "ubig": 18446744073709551615, "dec30": 12345678901234567890.0123456789, "dbl": 1.5e300,
                                 "flt": 0.25, "bit1": true, "bit9": 257, "y": 2026, "d": "2026-11-20",
                                 "t": "-12:30:00.500", "dt": "2026-03-29T02:30:00.05",
                                 "at": "2026-11-20T15:30:00.5Z", "wrong_dt": "2026-02-31 10:00:00",
                                 "old_dt": "1000-01-01T00:00:00", "zero_dt": "0000-00-00 00:00:00",
                                 "zero_d": "0000-00-00", "zero_at": "0000-00-00 00:00:00", "js": {"a": [1, "ü"]},
                                 "bin": "AP8AQQ==", "blb": "3q2+7w==", "choice": "green",
                                 "id": "01937c1e-0000-7000-8000-000000000000", "ip": "::1",
                                 "spot": "AAAAAAEBAAAAAAAAAAAA8D8AAAAAAAAAQA==", ": 'no' parameter": 1, "b": 1,
                                 "nothing": null}
                                """));
        assertThat(rows.get(1).get("js").isNull()).isTrue();
        assertThat(rows.get(1).get("bool").isNull()).isTrue();
        assertThat(rows.get(1).get("bit9").isNull()).isTrue();
        assertThat(values("csv"))
                .contains(",42,18446744073709551615,12345678901234567890.0123456789,");
    }

    private static String keyed() {
        return Jobs.submit(
                "export",
                "{\"dataset\": \"shop-keyed\", \"format\": \"csv\", \"arguments\": {\"rows\": %d}}"
                        .formatted(ROWS));
    }

    @Test
    void anExportGoesOnAfterItsConnectionWasKilled() throws Exception {
        String whole = keyed();
        assertThat(awaitSuccess(whole).getLong("result.rows")).isEqualTo(ROWS);
        String broken = keyed();
        JobId id = JobId.parse(broken.substring("/jobs/".length())).orElseThrow();
        await().pollInterval(Duration.ofMillis(5)).until(() -> checkpoints.find(id).isPresent());
        server.execute("KILL " + server.sessionsThatSay("shop_keyed").getFirst());

        JsonPath end = awaitSuccess(broken);
        assertThat(end.getList("attempts.outcome")).containsExactly("failed", "succeeded");
        assertThat(Jobs.log(broken))
                .extracting(line -> line.path("message").asText())
                .anyMatch(line -> line.matches("\\d+ rows are written; goes on after id 9007\\d+"));
        assertThat(end.getString("result.sha256"))
                .isEqualTo(Jobs.status(whole).getString("result.sha256"));
    }

    @Test
    void aCanceledExportEndsItsQueryInTheDatabase() throws Exception {
        String job = Jobs.submit("export", "{\"dataset\": \"shop-endless\"}");
        await().until(() -> server.sessionsThatSay("shop_endless").size() == 1);
        given().post(job + "/cancel").then().statusCode(202);
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("canceled");
        await().until(() -> server.sessionsThatSay("shop_endless").isEmpty());
    }

    private static SourceOf settings() {
        return SourceOf.url(server.url()).withLogin(MariaDbServer.USER, MariaDbServer.PASSWORD);
    }

    private static Dataset dataset(Sources sources, String yaml) {
        DatasetSet set = load(sources, yaml);
        assertThat(set.errors()).isEmpty();
        return set.datasets().values().iterator().next();
    }

    private static DatasetSet load(Sources sources, String yaml) {
        return DatasetSet.load(
                List.of(new WatchedFolder.TextFile("shop.yaml", "name: it\nsource: shop\n" + yaml)),
                Map.of(),
                sources);
    }

    @Test
    void rowsThatComeAfterTheBeginningAreNotSeen() throws Exception {
        Sources sources = settings().open();
        Dataset dataset = dataset(sources, "sql: SELECT id FROM orders");
        Session session = Session.begin(sources.source("shop"));
        server.execute("INSERT INTO orders VALUES (11, 'late')");
        try (Rows rows =
                new DatasetQuery(dataset, Map.of(), Optional.empty()).open(session, () -> {})) {
            assertThat(rows.total()).hasValue(10);
            int count = 0;
            while (rows.next()) {
                count++;
            }
            assertThat(count).isEqualTo(10);
        } finally {
            server.execute("DELETE FROM orders WHERE id = 11");
            sources.close();
        }
    }

    @Test
    void nothingCanBeWritten() throws Exception {
        Sources sources = settings().open();
        server.execute(
                "CREATE OR REPLACE FUNCTION spoil() RETURNS INT BEGIN DELETE FROM orders; RETURN 1; END");
        Dataset dataset = dataset(sources, "count: none\nsql: SELECT spoil() AS spoilt");
        assertThatThrownBy(() -> sources.read(dataset, Map.of()))
                .isInstanceOf(SourceFailure.Refused.class)
                .hasStackTraceContaining("READ ONLY");
        assertThat(server.numbers("SELECT count(*) FROM orders")).containsExactly(10L);
        sources.close();
    }

    /** Sixteen gigabytes, which neither memory nor a minute could hold. */
    @Test
    @Timeout(60)
    void whoStopsInTheMiddleDoesNotReadTheRest() throws Exception {
        Sources sources = settings().withMaxConnections(1).open();
        Dataset dataset =
                dataset(
                        sources,
                        "count: none\nsql: SELECT seq, repeat('x', 1000) AS broken_off FROM seq_1_to_16000000");
        for (int i = 0; i < 3; i++) {
            try (Rows rows = sources.read(dataset, Map.of())) {
                assertThat(rows.next()).isTrue();
            }
        }
        await().until(() -> server.sessionsThatSay("broken_off").isEmpty());
        sources.close();
    }

    @Test
    void aQueryThatTakesTooLongIsEndedByTheDatabase() throws Exception {
        Sources sources = settings().withStatementTimeout(Duration.ofSeconds(1)).open();
        Dataset dataset =
                dataset(
                        sources,
                        "count: none\nsql: SELECT count(*) AS n FROM seq_1_to_1000000000 a, orders");
        assertThatThrownBy(() -> sources.read(dataset, Map.of()))
                .isInstanceOf(SourceFailure.Unavailable.class)
                .hasMessage(
                        "The database of the source 'shop' stopped the query of the dataset 'it', as it does after the"
                                + " statement timeout.");
        sources.close();
    }

    @Test
    void whatTheDatabaseRefusesIsFoundWithItsLine() {
        Sources sources = settings().open();
        assertThat(load(sources, "sql: |\n  SELECT id,\n    nam\n  FROM orders").errors())
                .extracting(DatasetError::toString)
                .singleElement()
                .asString()
                .startsWith("shop.yaml:5: Unknown column 'nam' in");
        assertThat(load(sources, "sql: |\n  SELECT id\n  FRM orders\n  LIMIT 1").errors())
                .extracting(DatasetError::toString)
                .singleElement()
                .asString()
                .startsWith("shop.yaml:6: You have an error in your SQL syntax");
        assertThat(load(sources, "sql: SELECT a.id, b.id FROM orders a JOIN orders b").errors())
                .extracting(DatasetError::toString)
                .containsExactly("shop.yaml:3: Duplicate column name 'id'");
        assertThat(load(sources, "key: nr\nsql: SELECT id FROM orders").errors())
                .extracting(DatasetError::toString)
                .containsExactly(
                        "shop.yaml:3: 'key' has to name one column of the query, which 'nr' does not; it has: id");
        sources.close();
    }

    @Test
    void aDatasetWhoseTableComesLaterIsOfferedThen(@TempDir Path folder) throws Exception {
        SourceSettings settings = settings().settings(Optional.of(folder));
        Sources sources = new Sources(settings);
        var now = new AtomicReference<>(Instant.EPOCH);
        var datasets = new Datasets(settings, sources, new Microblog(settings, sources), now::get);
        Files.writeString(
                folder.resolve("a.yaml"), "name: a\nsource: shop\nsql: SELECT id FROM later");
        assertThat(datasets.reload()).isFalse();
        // The second look finds that nobody is still writing.
        assertThat(datasets.reload()).isFalse();
        assertThat(datasets.complaint())
                .hasValueSatisfying(text ->
                        assertThat(text).contains("a.yaml:3: Table 'shop.later' doesn't exist"));
        server.execute("CREATE TABLE later (id INT)");
        assertThat(datasets.reload()).isFalse();
        now.updateAndGet(then -> then.plusSeconds(30));
        assertThat(datasets.reload()).isTrue();
        assertThat(datasets.complaint()).isEmpty();
        assertThat(datasets.find("a")).isPresent();
        sources.close();
    }

    @Test
    void aPasswordThatChangesInItsFileNeedsNoRestart(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "first\n");
        server.execute(
                "CREATE USER 'rotated'@'%' IDENTIFIED BY 'first'",
                "GRANT SELECT ON shop.* TO 'rotated'@'%'");
        Sources sources =
                SourceOf.url(server.url().replace("mariadb:", "mysql:"))
                        .withPasswordFile("rotated", secret)
                        .withMaxConnections(1)
                        .open();
        sources.connect("shop").close();
        server.execute("SET PASSWORD FOR 'rotated'@'%' = PASSWORD('second')");
        for (long session :
                server.numbers(
                        "SELECT id FROM information_schema.processlist WHERE user = 'rotated'")) {
            server.execute("KILL " + session);
        }
        Files.writeString(secret, "second");
        sources.connect("shop").close();
        sources.close();
    }
}
