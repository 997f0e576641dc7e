package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.local.ExternalDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** An installation's first days: nothing is there, the schema is made, jobs run, a later version has been there. */
@NullUnmarked
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MigrateIT {

    private static final String HISTORY =
            "SELECT string_agg(script || ' ' || checksum, ', ' ORDER BY installed_rank) FROM flyway_schema_history";

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

    /** There is no broker: none is needed to migrate, and jobs run without one. */
    private static Map<String, String> environment(String... more) {
        var environment = new HashMap<>(database.environment());
        environment.put("AMQP_HOST", "127.0.0.1");
        environment.put("AMQP_PORT", String.valueOf(PackagedApplication.freePort()));
        environment.put("LONGHAUL_FILES_DIRECTORY", directory.resolve("files").toString());
        environment.put("LONGHAUL_MIGRATE_AT_START", "false");
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    @Test
    @Order(1)
    void aProcessThatMayNotMigrateSaysWhatTheSchemaLacksAndWhatToDo() {
        try (var web =
                PackagedApplication.startWith(
                        directory, environment("LONGHAUL_ROLES", "web,scheduler"))) {
            assertThat(web.awaitExit()).isEqualTo(1);
            assertThat(web.log())
                    .contains(
                            "Longhaul cannot start: the schema of the database is empty and lacks V1__jobs.sql, ",
                            "with the argument migrate")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    @Order(1)
    void whereTheDatabaseIsAwayOneSentenceSaysSo() {
        String nowhere =
                "jdbc:postgresql://127.0.0.1:" + PackagedApplication.freePort() + "/longhaul";
        try (var migrate =
                PackagedApplication.startWith(
                        directory,
                        environment("QUARKUS_DATASOURCE_JDBC_URL", nowhere),
                        "migrate")) {
            assertThat(migrate.awaitExit()).isEqualTo(1);
            assertThat(migrate.log())
                    .startsWith("Longhaul cannot start: the database does not answer")
                    .hasLineCount(1);
        }
    }

    @Test
    @Order(2)
    void twoThatMigrateAtOnceMakeTheSchemaOnceAndSayWhatTheyDid() {
        // The roles of the processes to come, and a port that would be taken twice.
        Map<String, String> environment =
                environment(
                        "LONGHAUL_ROLES",
                        "worker",
                        "QUARKUS_HTTP_PORT",
                        String.valueOf(PackagedApplication.freePort()));
        List<PackagedApplication> both =
                Stream.of(1, 2)
                        .map(_ -> PackagedApplication.startWith(directory, environment, "migrate"))
                        .toList();
        assertThat(both).allSatisfy(one -> assertThat(one.awaitExit()).as(one.log()).isZero());
        assertThat(both).anySatisfy(one -> assertThat(one.log()).contains("V1__jobs.sql, "));
        assertThat(both)
                .allSatisfy(one -> assertThat(one.log()).contains("The schema is at version "));
        assertThat(one("SELECT count(*) FROM flyway_schema_history WHERE version = '1'"))
                .isEqualTo("1");
    }

    @Test
    @Order(3)
    void afterwardsProcessesThatDoNotMigrateServeJobs() {
        try (var web =
                        PackagedApplication.startReady(
                                directory, environment("LONGHAUL_ROLES", "web,scheduler"));
                var worker =
                        PackagedApplication.startReady(
                                directory, environment("LONGHAUL_ROLES", "worker"))) {
            String job = web.submit("{\"type\": \"add\", \"parameters\": {\"a\": 5, \"b\": 7}}");
            assertThat(web.awaitEnd(job).path("status").asText()).isEqualTo("succeeded");
            assertThat(web.get(job + "/result").body()).isEqualTo("12");
            assertThat(worker.stop()).isIn(0, 143);
        }
    }

    /** It would put its own functions in place of those that the processes beside it call. */
    @Test
    @Order(4)
    void aProcessLeavesTheSchemaOfALaterVersionAloneAndServes() {
        run(
                """
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
                    installed_by, execution_time, success)
                SELECT max(installed_rank) + 1, NULL, 'claim jobs', 'SQL', 'R__claim_jobs.sql', 42, 'later', 1, true
                FROM flyway_schema_history
                """);
        String history = one(HISTORY);
        try (var web =
                PackagedApplication.startReady(
                        directory,
                        environment(
                                "LONGHAUL_ROLES", "web", "LONGHAUL_MIGRATE_AT_START", "true"))) {
            assertThat(web.log()).contains("made by a later version of Longhaul");
            assertThat(one(HISTORY)).isEqualTo(history);
        }
        run(
                """
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
                    installed_by, execution_time, success)
                SELECT max(installed_rank) + 1, '9999', 'later', 'SQL', 'V9999__later.sql', 42, 'later', 1, true
                FROM flyway_schema_history
                """);
        try (var migrate = PackagedApplication.startWith(directory, environment(), "migrate")) {
            assertThat(migrate.awaitExit()).isZero();
            assertThat(migrate.log()).contains("The schema is at version 9999, made by a later");
        }
    }

    private static String one(String query) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void run(String statement) {
        try (Connection connection = database.connect();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
