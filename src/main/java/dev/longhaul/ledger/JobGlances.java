package dev.longhaul.ledger;

import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Looks at many jobs at once, only to see which of them have changed. */
@Singleton
public class JobGlances {

    /** By the primary key, and nothing but the narrow table. */
    private static final String LOOK =
            """
            SELECT id, version, status, run_at <= now() AS due FROM job WHERE id = ANY (?)
            """;

    private static final int MOST_AT_ONCE = 2000;

    private final DataSource database;

    JobGlances(DataSource database) {
        this.database = database;
    }

    /**
     * A glance at each of the jobs that there are.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public Map<JobId, Glance> at(Collection<JobId> jobs) {
        List<JobId> ids = List.copyOf(jobs);
        try {
            return Databases.persistently(database, connection -> read(connection, ids));
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private static Map<JobId, Glance> read(Connection connection, List<JobId> ids)
            throws SQLException {
        Map<JobId, Glance> glances = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(LOOK)) {
            for (int i = 0; i < ids.size(); i += MOST_AT_ONCE) {
                List<JobId> group = ids.subList(i, Math.min(ids.size(), i + MOST_AT_ONCE));
                select.setArray(1, Columns.array(connection, "uuid", group, JobId::value));
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        glances.put(
                                new JobId(rows.getObject("id", UUID.class)),
                                new Glance(
                                        rows.getInt("version"),
                                        JobStatus.ofWireName(rows.getString("status")),
                                        rows.getBoolean("due")));
                    }
                }
            }
        }
        return glances;
    }
}
