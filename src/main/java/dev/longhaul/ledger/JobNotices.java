package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What jobs have to tell when they end, in the transaction that inserts them. */
final class JobNotices {

    private static final String INSERT =
            """
            INSERT INTO notice (job_id, number, kind, target, events)
            SELECT job_id, number, kind, target::json, string_to_array(events, ',')
            FROM unnest(?, ?, ?, ?, ?) AS n (job_id, number, kind, target, events)
            """;

    private record Row(UUID job, int number, NewNotice notice) {}

    private JobNotices() {}

    /** Ties to the jobs that were inserted what they have to tell. */
    static void tie(Connection connection, List<NewJob> jobs, Map<UUID, Insertion> outcomes)
            throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (NewJob job : jobs) {
            if (outcomes.get(job.id().value()) instanceof Insertion.Inserted) {
                int number = 1;
                for (NewNotice notice : job.notices()) {
                    rows.add(new Row(job.id().value(), number++, notice));
                }
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, array(connection, "uuid", rows, Row::job));
            insert.setArray(2, array(connection, "int4", rows, Row::number));
            insert.setArray(3, array(connection, "text", rows, row -> row.notice().kind()));
            insert.setArray(4, array(connection, "text", rows, row -> row.notice().target()));
            insert.setArray(
                    5,
                    array(
                            connection,
                            "text",
                            rows,
                            row -> String.join(",", row.notice().events())));
            insert.executeUpdate();
        }
    }
}
