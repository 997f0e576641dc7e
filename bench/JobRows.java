package bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes many jobs by copying what the service wrote for one, in every table that belongs to it; so that a new column
 * or table of the service needs no change here.
 */
final class JobRows {

    private static final String DATABASE = "longhaul";

    /** The column that ties a table's rows to a job, and the columns that can be copied. */
    private static final String TABLES =
            """
            WITH keyed AS (
                SELECT table_name, max(column_name) AS key   -- job_id before id
                FROM information_schema.columns
                WHERE table_schema = 'public' AND udt_name = 'uuid' AND column_name IN ('id', 'job_id')
                GROUP BY table_name
            )
            SELECT table_name, key,
                string_agg(quote_ident(column_name), ', ') AS columns,
                string_agg(
                    CASE
                        WHEN column_name = key THEN 'copy.id'
                        -- In the past, the service would be measured while it removes them all.
                        WHEN column_name = 'expires_at' THEN 'original.expires_at'
                        WHEN udt_name = 'timestamptz' THEN
                            format('CASE WHEN original.%1$I IS NOT NULL THEN copy.moment END', column_name)
                        ELSE format('original.%I', column_name)
                    END, ', ') AS expressions
            FROM information_schema.columns JOIN keyed USING (table_name)
            WHERE table_schema = 'public' AND is_identity = 'NO' AND is_generated = 'NEVER'
            GROUP BY table_name, key
            """;

    /** UUIDv7s in their order, {@code step} apart, the last of them of this moment. */
    private static final String COPIES =
            """
            CREATE TEMP TABLE copy ON COMMIT DROP AS
            SELECT
                (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0')
                    || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid AS id,
                %2$s AS moment
            FROM generate_series(%1$d, 1, -1) AS n,
                LATERAL (SELECT now() - n * interval '%3$s' AS at, md5(n || '%4$s') AS hash) AS made
            """;

    private final PostgreSql database;

    JobRows(PostgreSql database) {
        this.database = database;
    }

    /** Makes {@code count} waiting jobs, all visible at once, from one that waits for a later time. */
    void addWaiting(String original, int count) {
        copy(original, COPIES.formatted(count, "now()", "0.1 milliseconds", System.nanoTime()));
    }

    /** Makes {@code count} jobs that finished over the last days, one in half a second, from one that finished. */
    void addFinished(String original, int count) {
        copy(original, COPIES.formatted(count, "at", "500 milliseconds", System.nanoTime()));
        vacuum();
    }

    private void copy(String original, String copies) {
        try (Connection connection = database.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(copies);
            for (String insert : inserts(statement, original)) {
                statement.execute(insert);
            }
            statement.execute("ANALYZE");
            connection.commit();
        } catch (SQLException e) {
            throw new BenchFailure("The jobs could not be multiplied: " + e.getMessage(), e);
        }
    }

    private static List<String> inserts(Statement statement, String original) throws SQLException {
        var inserts = new ArrayList<String>();
        try (ResultSet table = statement.executeQuery(TABLES)) {
            while (table.next()) {
                inserts.add(
                        "INSERT INTO %1$s (%3$s) SELECT %4$s FROM copy CROSS JOIN %1$s AS original WHERE original.%2$s = '%5$s'"
                                .formatted(
                                        table.getString("table_name"),
                                        table.getString("key"),
                                        table.getString("columns"),
                                        table.getString("expressions"),
                                        original));
            }
        }
        return inserts;
    }

    /** Removes every job. */
    void removeAll() {
        database.execute(DATABASE, "TRUNCATE " + String.join(", ", tables()));
    }

    /** Removes the jobs that wait, as if they had never been. */
    void removeWaiting() {
        for (String table : tables()) {
            if (!table.equals("job")) {
                database.execute(
                        DATABASE,
                        "DELETE FROM %s WHERE %s IN (SELECT id FROM job WHERE status = 'notStarted')"
                                .formatted(table, keyOf(table)));
            }
        }
        database.execute(DATABASE, "DELETE FROM job WHERE status = 'notStarted'");
        vacuum();
    }

    private List<String> tables() {
        return database.texts(DATABASE, TABLES);
    }

    private String keyOf(String table) {
        return database.texts(
                        DATABASE,
                        "SELECT key FROM ("
                                + TABLES
                                + ") AS tables WHERE table_name = '"
                                + table
                                + "'")
                .getFirst();
    }

    private void vacuum() {
        database.execute(DATABASE, "VACUUM ANALYZE", "CHECKPOINT");
    }

    /** Waits until that job is finished; by its key, which costs the database next to nothing. */
    void awaitFinished(String job) {
        await("SELECT finished_at IS NULL FROM job WHERE id = '" + job + "'", 50);
    }

    /** Waits until no job is ready or running; those whose time has not come stay. */
    void awaitDrained() {
        await(
                """
                SELECT EXISTS (SELECT FROM job WHERE status = 'notStarted' AND run_at <= now())
                    OR EXISTS (SELECT FROM job WHERE status = 'running')
                """,
                200);
    }

    /** Waits as long as the query says true. */
    private void await(String query, long pauseMillis) {
        try (Connection connection = database.connect(DATABASE);
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (boolean waiting = true; waiting; ) {
                Programs.pause(pauseMillis);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    waiting = row.getBoolean(1);
                }
            }
        } catch (SQLException e) {
            throw new BenchFailure("The jobs could not be watched: " + e.getMessage(), e);
        }
    }

    /** Ids of finished jobs from all over the table. */
    List<String> someFinished(int count) {
        return database.texts(
                DATABASE,
                "SELECT id FROM job WHERE finished_at IS NOT NULL ORDER BY md5(id::text) LIMIT "
                        + count);
    }

    /** The database's clock, as a literal. */
    String now() {
        return database.texts(DATABASE, "SELECT now()::text").getFirst();
    }

    /** Jobs a second between the first and the last that finished since then. */
    double finishedPerSecond(String since) {
        return database.numbers(
                        DATABASE,
                        """
                        SELECT count(*) / extract(epoch FROM max(finished_at) - min(finished_at))
                        FROM job WHERE finished_at >= '%s'
                        """
                                .formatted(since))[0];
    }

    /** Half of the jobs since then began sooner after they were accepted, and 99 of 100; in milliseconds. */
    double[] pickUpMillis(String since) {
        return database.numbers(
                DATABASE,
                """
                SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY waited),
                    percentile_cont(0.99) WITHIN GROUP (ORDER BY waited)
                FROM (SELECT 1000 * extract(epoch FROM started_at - created_at) AS waited
                    FROM job WHERE created_at >= '%s' AND started_at IS NOT NULL) AS jobs
                """
                        .formatted(since));
    }

    /** Seconds between start and end of a job. */
    double runSeconds(String job) {
        return database.numbers(
                        DATABASE,
                        "SELECT extract(epoch FROM finished_at - started_at) FROM job WHERE id = '"
                                + job
                                + "'")[0];
    }

    String status(String job) {
        return database.texts(DATABASE, "SELECT status::text FROM job WHERE id = '" + job + "'")
                .getFirst();
    }
}
