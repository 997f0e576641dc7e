package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;

import dev.longhaul.job.Progress;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes how far running jobs have come, all of a worker's in one statement that touches no index. */
@Singleton
public class ProgressReports {

    private static final String REPORT =
            """
            WITH report AS (
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?) AS r (id, attempt, completed, total, unit, message, stage)
            ), mine AS (
                SELECT job.id FROM job JOIN report r
                    ON job.id = r.id AND job.attempt = r.attempt AND job.status = 'running'
                ORDER BY job.id
                FOR NO KEY UPDATE OF job
            )
            UPDATE job SET
                completed = r.completed, total = r.total, unit = r.unit, message = r.message, stage = r.stage,
                version = version + 1, updated_at = now()
            FROM mine JOIN report r USING (id)
            WHERE job.id = mine.id AND job.attempt = r.attempt AND job.status = 'running'
            """;

    /** What one attempt has to say. */
    public record Report(Leases.Hold hold, Optional<Progress> progress, Optional<String> stage) {}

    private final DataSource database;

    ProgressReports(DataSource database) {
        this.database = database;
    }

    /**
     * Writes the reports of attempts that still hold their jobs and drops the others.
     *
     * @throws SQLException if the database is away
     */
    public void write(List<Report> reports) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(REPORT)) {
            update.setArray(
                    1, array(connection, "uuid", reports, report -> report.hold().job().value()));
            update.setArray(
                    2, array(connection, "int4", reports, report -> report.hold().attempt()));
            update.setArray(3, array(connection, "int8", reports, ofProgress(Progress::completed)));
            update.setArray(
                    4,
                    array(
                            connection,
                            "int8",
                            reports,
                            ofProgress(progress ->
                                    progress.total().isPresent()
                                            ? progress.total().getAsLong()
                                            : null)));
            update.setArray(5, array(connection, "text", reports, ofProgress(Progress::unit)));
            update.setArray(
                    6,
                    array(
                            connection,
                            "text",
                            reports,
                            ofProgress(progress -> progress.message().orElse(null))));
            update.setArray(
                    7, array(connection, "text", reports, report -> report.stage().orElse(null)));
            update.executeUpdate();
        }
    }

    private static Function<Report, @Nullable Object> ofProgress(
            Function<Progress, @Nullable Object> part) {
        return report -> report.progress().map(part).orElse(null);
    }
}
