package dev.longhaul.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LatestRunTest {

    private static final UUID SCHEDULE = UUID.randomUUID();

    @Inject DataSource database;
    @Inject Rows rows;

    @Test
    void theNewestResultOfAScheduleIsOneProbeOfAnIndex() throws Exception {
        rows.execute(
                """
                INSERT INTO job (id, owner, type, queue, max_attempts, run_at, status, finished_at, expires_at, schedule_id)
                SELECT gen_random_uuid(), 'nobody', 'add', 'elsewhere', 1, now(), 'succeeded', now(),
                    now() + interval '1 day', CASE WHEN n %% 10 = 0 THEN '%s'::uuid END
                FROM generate_series(1, 20000) n
                """
                        .formatted(SCHEDULE));
        rows.execute("ANALYZE job");
        var plan = new StringBuilder();
        try (Connection connection = database.getConnection();
                PreparedStatement explain =
                        connection.prepareStatement("EXPLAIN (ANALYZE) " + Schedules.LATEST)) {
            explain.setObject(1, SCHEDULE);
            try (ResultSet line = explain.executeQuery()) {
                while (line.next()) {
                    plan.append(line.getString(1)).append('\n');
                }
            }
        } finally {
            rows.clear();
        }
        assertThat(plan.toString())
                .contains("Index Scan Backward using job_of_schedule_succeeded")
                .doesNotContain("Sort", "Seq Scan")
                .containsPattern("Backward.*rows=1(\\.00)? loops=1");
    }
}
