package dev.longhaul.chaos;

import dev.longhaul.local.ExternalDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Triggers that note every start, every ending and every result of a job beside the tables of the engine, in the same
 * transaction. What the engine writes over or twice is seen, although its rows look right afterwards.
 */
final class Witness {

    private static final String TRIGGERS =
            """
            CREATE SCHEMA witness;
            CREATE TABLE witness.note (
                job     uuid        NOT NULL,
                what    text        NOT NULL,
                attempt integer,
                at      timestamptz NOT NULL DEFAULT clock_timestamp()
            );
            CREATE INDEX ON witness.note (job);

            CREATE FUNCTION witness.note_start() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO witness.note (job, what, attempt) VALUES (new.id, 'start', new.attempt);
                RETURN NULL;
            END $$;
            CREATE TRIGGER note_start AFTER UPDATE ON job FOR EACH ROW
                WHEN (new.attempt <> old.attempt)
                EXECUTE FUNCTION witness.note_start();

            CREATE FUNCTION witness.note_end() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO witness.note (job, what, attempt) VALUES (new.id, 'end', new.attempt);
                RETURN NULL;
            END $$;
            CREATE TRIGGER note_end AFTER UPDATE ON job FOR EACH ROW
                WHEN (new.finished_at IS DISTINCT FROM old.finished_at)
                EXECUTE FUNCTION witness.note_end();

            CREATE FUNCTION witness.note_result() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO witness.note (job, what) VALUES (new.id, 'result');
                RETURN NULL;
            END $$;
            CREATE TRIGGER note_result AFTER INSERT OR UPDATE ON job_result FOR EACH ROW
                EXECUTE FUNCTION witness.note_result();
            """;

    private Witness() {}

    /** Takes note from now on. The tables of the engine have to be there. */
    static void installIn(ExternalDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TRIGGERS);
        }
    }
}
