package dev.longhaul.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Several datasets as of one moment, from a source that gives one connection. */
@QuarkusTest
class SnapshotTest {

    private static final String SLEEPER = "SELECT pg_sleep(121)::text AS slept";

    @ConfigProperty(name = "longhaul.sources.microblog.url")
    String url;

    @ConfigProperty(name = "longhaul.sources.microblog.username")
    String username;

    @ConfigProperty(name = "longhaul.sources.microblog.password")
    String password;

    @Test
    void anInterruptedOneEndsItsQueryWithTheOnlyConnectionThatThereIs() throws Exception {
        Sources sources =
                SourceOf.url(url).withLogin(username, password).withMaxConnections(1).open();
        try {
            String file = "name: sleeper\nsource: shop\ncount: none\nsql: " + SLEEPER;
            Dataset sleeper = only(file, sources);
            var reading = new FutureTask<>(() -> columns(sources, sleeper));
            Thread reader = Thread.ofVirtual().start(reading);
            await().until(() -> running() == 1);
            reader.interrupt();
            await().atMost(Duration.ofSeconds(5)).until(() -> running() == 0);
            assertThatThrownBy(reading::get).hasCauseInstanceOf(InterruptedException.class);
            sources.snapshot(sleeper).close();
        } finally {
            sources.close();
        }
    }

    private static Dataset only(String file, Sources sources) {
        var text = new WatchedFolder.TextFile("a.yaml", file);
        return DatasetSet.load(List.of(text), Map.of(), sources).datasets().values().stream()
                .findFirst()
                .orElseThrow();
    }

    private static int columns(Sources sources, Dataset dataset) throws Exception {
        try (Snapshot snapshot = sources.snapshot(dataset);
                Rows rows = snapshot.read(dataset, Map.of())) {
            return rows.columns().size();
        }
    }

    private int running() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, username, password);
                Statement statement = connection.createStatement();
                ResultSet count =
                        statement.executeQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(121)%'"
                                        + " AND state = 'active' AND pid <> pg_backend_pid()")) {
            count.next();
            return count.getInt(1);
        }
    }
}
