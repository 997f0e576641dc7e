package dev.longhaul.ledger;

import static dev.longhaul.ledger.Columns.array;

import dev.longhaul.job.FileId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Ties jobs to the files that they refer to, within the transaction that inserts the jobs. */
final class JobFiles {

    private record Reference(NewJob job, FileId file) {}

    /** Whoever removes a file meanwhile waits, and then finds that a job refers to it. In order: nobody waits in a circle. */
    private static final String HOLD =
            """
            SELECT id, owner FROM upload
            WHERE id = ANY (?) AND gone_at IS NULL AND (jobs > 0 OR kept_until > now())
            ORDER BY id
            FOR UPDATE
            """;

    private static final String TIE =
            """
            WITH tied AS (
                INSERT INTO job_file (job_id, file_id) SELECT * FROM unnest(?, ?)
                ON CONFLICT DO NOTHING
                RETURNING file_id
            )
            UPDATE upload SET jobs = upload.jobs + more.jobs
            FROM (SELECT file_id, count(*) AS jobs FROM tied GROUP BY file_id) more
            WHERE upload.id = more.file_id
            """;

    private static final String RELEASE =
            """
            WITH released AS (
                DELETE FROM job_file WHERE job_id = ? RETURNING file_id
            ), held AS (
                SELECT id FROM upload WHERE id IN (SELECT file_id FROM released) ORDER BY id FOR UPDATE
            )
            UPDATE upload SET jobs = upload.jobs - 1 FROM held WHERE upload.id = held.id
            """;

    private JobFiles() {}

    /**
     * Holds the files of all jobs until the transaction ends.
     *
     * @param outcomes gets those jobs of which a file is gone
     */
    static void hold(Connection connection, List<NewJob> jobs, Map<UUID, Insertion> outcomes)
            throws SQLException {
        List<Reference> references = references(jobs);
        if (references.isEmpty()) {
            return;
        }
        Set<List<Object>> held = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(HOLD)) {
            select.setArray(
                    1,
                    array(connection, "uuid", references, reference -> reference.file().value()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    held.add(
                            List.of(
                                    rows.getString("owner"),
                                    new FileId(rows.getObject("id", UUID.class))));
                }
            }
        }
        for (Reference reference : references) {
            if (!held.contains(List.of(reference.job().owner(), reference.file()))) {
                outcomes.put(
                        reference.job().id().value(), new Insertion.FileGone(reference.file()));
            }
        }
    }

    /** Records the references of those jobs that were inserted. */
    static void tie(Connection connection, List<NewJob> jobs, Map<UUID, Insertion> outcomes)
            throws SQLException {
        List<Reference> references =
                references(
                        jobs.stream()
                                .filter(job ->
                                        outcomes.get(job.id().value())
                                                instanceof Insertion.Inserted)
                                .toList());
        if (references.isEmpty()) {
            return;
        }
        try (PreparedStatement tie = connection.prepareStatement(TIE)) {
            tie.setArray(
                    1,
                    array(
                            connection,
                            "uuid",
                            references,
                            reference -> reference.job().id().value()));
            tie.setArray(
                    2,
                    array(connection, "uuid", references, reference -> reference.file().value()));
            tie.executeUpdate();
        }
    }

    /** Ties files that are held to what makes jobs that refer to them. */
    static void tie(Connection connection, UUID holder, Set<FileId> files) throws SQLException {
        try (PreparedStatement tie = connection.prepareStatement(TIE)) {
            List<FileId> all = List.copyOf(files);
            tie.setArray(1, array(connection, "uuid", all, _ -> holder));
            tie.setArray(2, array(connection, "uuid", all, FileId::value));
            tie.executeUpdate();
        }
    }

    /** Lets go of the files that were tied to it. */
    static void release(Connection connection, UUID holder) throws SQLException {
        try (PreparedStatement release = connection.prepareStatement(RELEASE)) {
            release.setObject(1, holder);
            release.executeUpdate();
        }
    }

    private static List<Reference> references(List<NewJob> jobs) {
        return jobs.stream()
                .flatMap(job -> job.files().stream().map(file -> new Reference(job, file)))
                .toList();
    }
}
