package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.local.ExternalDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator sees whose settings are wrong: a sentence, and nothing that was begun meanwhile. */
@NullUnmarked
class RefusedStartIT {

    @TempDir static Path directory;

    private static ExternalDatabase database;

    @BeforeAll
    static void start() {
        database = ExternalDatabase.start(directory);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static PackagedApplication refused(Map<String, String> settings, String... arguments) {
        var environment = new HashMap<>(database.environment());
        environment.put("AMQP_HOST", "127.0.0.1");
        environment.put("AMQP_PORT", String.valueOf(PackagedApplication.freePort()));
        environment.put("LONGHAUL_FILES_DIRECTORY", directory.resolve("files").toString());
        environment.putAll(settings);
        PackagedApplication application =
                PackagedApplication.startWith(directory, environment, arguments);
        assertThat(application.awaitExit()).isEqualTo(1);
        return application;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LONGHAUL_NOTICE_SECRETS | hello | longhaul.notice.secrets holds a secret that is none
                    LONGHAUL_REPORTS | /nope | longhaul.reports is /nope, which is no folder
                    LONGHAUL_SOURCES_SHOP_URL | oracle:thin | longhaul.sources.shop
                    LONGHAUL_PUBLIC_URL | jobs | longhaul.public-url is 'jobs'
                    """)
    void isASentenceWithoutTracesOfWorkThatHadBegun(
            String variable, String value, String sentence) {
        try (var application = refused(Map.of(variable, value))) {
            assertThat(application.log())
                    .contains("Longhaul cannot start: " + sentence)
                    .doesNotContain("\tat ", "ERROR", "Error while");
        }
    }

    @Test
    void aTakenPortIsSeenBeforeAnythingIsStarted() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var application =
                        refused(
                                Map.of(
                                        "QUARKUS_HTTP_PORT",
                                        String.valueOf(other.getLocalPort())))) {
            assertThat(application.log())
                    .startsWith("Longhaul cannot start: its port is taken (127.0.0.1:")
                    .hasLineCount(1);
        }
    }

    /** As where another program comes between the first look and the server. */
    @Test
    void aPortThatIsTakenInTheLastMomentLeavesNoWorkerBehind() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var application =
                        refused(
                                Map.of(
                                        "QUARKUS_HTTP_PORT",
                                        String.valueOf(other.getLocalPort()),
                                        "QUARKUS_HTTP_SO_REUSE_PORT",
                                        "true"))) {
            assertThat(application.log())
                    .contains("Longhaul cannot start: its port is taken")
                    .doesNotContain("dev.longhaul");
        }
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM worker")) {
            row.next();
            assertThat(row.getInt(1)).isZero();
        }
    }

    @Test
    void aWrongValueIsAllThatIsSaid() {
        try (var application = refused(Map.of("LONGHAUL_ROLES", "web,wroker"))) {
            assertThat(application.log())
                    .isEqualToIgnoringNewLines(
                            "Longhaul cannot start: LONGHAUL_ROLES is 'web,wroker'; it has to be made of web, worker,"
                                    + " scheduler. Did you mean 'worker'?");
        }
    }

    @Test
    void migrateChecksTheRolesOfTheProcessesToCome() {
        try (var migrate = refused(Map.of("LONGHAUL_ROLES", "wroker"), "migrate")) {
            assertThat(migrate.log())
                    .startsWith("Longhaul cannot start: LONGHAUL_ROLES is 'wroker'");
        }
    }
}
