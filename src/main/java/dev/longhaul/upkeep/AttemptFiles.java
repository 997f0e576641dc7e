package dev.longhaul.upkeep;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.longhaul.files.AttemptFile;
import dev.longhaul.files.FileStore;
import dev.longhaul.ledger.FileReferences;
import dev.longhaul.ledger.Leases;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** Removes the files of attempts that the ledger does not need. */
@Singleton
class AttemptFiles {

    private static final Logger LOG = Logger.getLogger(AttemptFiles.class);

    /** Removes one file and says whether it was there to be removed. */
    @FunctionalInterface
    private interface Deletion {
        boolean of(AttemptFile file) throws IOException;
    }

    private final FileReferences references;
    private final FileStore files;

    AttemptFiles(FileReferences references, FileStore files) {
        this.references = references;
        this.files = files;
    }

    /**
     * Removes those of the published files that are nobody's result and were not written to since {@code time}.
     *
     * @return how many were removed
     * @throws SQLException if the database is away; then nothing was removed
     */
    int deletePublished(List<AttemptFile> published, Instant time) throws SQLException {
        Map<Leases.Hold, AttemptFile> attempts = byAttempt(published);
        Set<Leases.Hold> needed =
                references.published(
                        attempts.entrySet().stream()
                                .collect(toMap(Map.Entry::getKey, file -> file.getValue().key())));
        return deleteAllBut(needed, attempts, file -> files.deletePublishedBefore(file, time));
    }

    /**
     * Removes those of the staged files that no attempt writes and none may go on from.
     *
     * @return how many were removed
     * @throws SQLException if the database is away; then nothing was removed
     */
    int deleteStaged(List<AttemptFile> staged) throws SQLException {
        Map<Leases.Hold, AttemptFile> attempts = byAttempt(staged);
        Set<Leases.Hold> needed = references.staged(List.copyOf(attempts.keySet()));
        return deleteAllBut(needed, attempts, files::deleteStaged);
    }

    private static Map<Leases.Hold, AttemptFile> byAttempt(List<AttemptFile> files) {
        return files.stream()
                .collect(toMap(file -> new Leases.Hold(file.job(), file.attempt()), identity()));
    }

    private static int deleteAllBut(
            Set<Leases.Hold> needed, Map<Leases.Hold, AttemptFile> attempts, Deletion deletion) {
        int deleted = 0;
        for (var attempt : attempts.entrySet()) {
            if (!needed.contains(attempt.getKey()) && delete(attempt.getValue(), deletion)) {
                deleted++;
            }
        }
        return deleted;
    }

    private static boolean delete(AttemptFile file, Deletion deletion) {
        try {
            return deletion.of(file);
        } catch (IOException e) {
            LOG.errorf(
                    "Job %s: a file of attempt %d that nobody needs could not be removed and stays for the next sweep."
                            + " May this process write to the folder of results? (%s)",
                    file.job(), file.attempt(), e);
            return false;
        }
    }
}
