package dev.longhaul.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A restart of a source's database, as the pool of its connections sees it. */
@QuarkusTest
class DeadConnectionsTest {

    private static final String EXPORT =
            """
            {"type": "export", "maxAttempts": 1,
             "parameters": {"dataset": "numbers", "arguments": {"rows": 10}}}
            """;

    /** On the same server as the source. */
    @Inject DataSource database;

    @Test
    void costNoJobAnAttempt() throws Exception {
        assertThat(Jobs.awaitEnd(Jobs.submit(EXPORT)).getString("status")).isEqualTo("succeeded");
        endConnectionsTo("microblog");
        assertThat(Jobs.awaitEnd(Jobs.submit(EXPORT)).getString("status")).isEqualTo("succeeded");
    }

    private void endConnectionsTo(String name) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement end =
                        connection.prepareStatement(
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?")) {
            end.setString(1, name);
            end.execute();
        }
    }
}
