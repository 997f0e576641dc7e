package dev.longhaul.files;

import dev.longhaul.job.JobId;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Results. Each attempt writes under a name of its own, so an attempt that lost its job can overwrite nothing: only the name
 * that the ledger points to is ever served. Staged on a file system, published there or in a bucket.
 */
// Before anything that connects or listens: what stops the start shall be all that is said.
@Startup(1)
@Singleton
public class FileStore {

    private static final String PROBE = "writable";

    private final Path staging;
    private final Shelf results;
    private final boolean apart;

    /**
     * @throws ConfigurationException if the folder cannot be written to, in words for the operator
     */
    FileStore(Shelves shelves) {
        this.staging = shelves.staging();
        this.results = shelves.of("results");
        this.apart = shelves.areApart();
        try {
            Files.createDirectories(staging);
            Files.delete(Files.createTempFile(staging, PROBE, null));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "longhaul.files.directory is "
                            + staging.getParent()
                            + ", where this process cannot write ("
                            + e
                            + "). Name a folder that it owns, or change the folder's owner.",
                    e);
        }
    }

    /** Whether each process stages files for itself, so that nobody else can tidy up behind it. */
    public boolean stagesApart() {
        return apart;
    }

    /**
     * Begins the result of one attempt.
     *
     * @throws IOException if the disk is full or away
     */
    public StagedFile stage(JobId job, int attempt) throws IOException {
        var file = new AttemptFile(job, attempt);
        return new StagedFile(file.key(), staging.resolve(file.name()), results);
    }

    /**
     * Begins the result of one attempt with what an earlier one had staged. That file stays as it is: whoever stalled may
     * still be writing to it.
     *
     * @param bytes how much of it
     * @return empty if the earlier file is gone or has fewer bytes
     * @throws IOException if the disk is full or away
     */
    public Optional<StagedFile> stageFrom(JobId job, int earlier, int attempt, long bytes)
            throws IOException {
        StagedFile file = stage(job, attempt);
        boolean copied = false;
        try {
            copied = file.copy(staging.resolve(new AttemptFile(job, earlier).name()), bytes);
        } finally {
            if (!copied) {
                file.close();
            }
        }
        return copied ? Optional.of(file) : Optional.empty();
    }

    /**
     * Removes what an attempt that is over has staged, if there is anything.
     *
     * @throws IOException if it could not be removed
     */
    public void discardStaged(JobId job, int attempt) throws IOException {
        deleteStaged(new AttemptFile(job, attempt));
    }

    /**
     * The bytes of a published file. Empty if they are gone.
     *
     * @throws FilesUnavailable if that could not be found out
     */
    public Optional<StoredBytes> find(String key) throws FilesUnavailable {
        return results.find(key);
    }

    /**
     * Removes a published file, if it is there.
     *
     * @throws IOException if it could not be removed
     */
    public void delete(String key) throws IOException {
        results.delete(key);
    }

    /** Walks through all published files, from the first. */
    public PublishedFiles<AttemptFile> published() {
        return results.walk(AttemptFile::parse, AttemptFile::key);
    }

    /**
     * Removes what was begun in the store before {@code time} and never became a file.
     *
     * @return how many it were
     * @throws IOException if it could not be removed
     */
    public int deleteUnfinishedBefore(Instant time) throws IOException {
        return results.deleteUnfinishedBefore(time);
    }

    /**
     * The staged files that nobody has written to since {@code time}.
     *
     * @throws IOException if the folder could not be read
     */
    public List<AttemptFile> stagedBefore(Instant time) throws IOException {
        List<AttemptFile> files = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(staging)) {
            for (Path path : paths) {
                Optional<AttemptFile> file = AttemptFile.parse(path.getFileName().toString());
                if (file.isPresent() && FolderShelf.isOlder(path, time)) {
                    files.add(file.get());
                }
            }
            return files;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /**
     * Removes the files by which processes that died while they started had tried whether they can write.
     *
     * @return how many it were
     * @throws IOException if one could not be removed
     */
    public int deleteProbesBefore(Instant time) throws IOException {
        int deleted = 0;
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(staging, PROBE + "*")) {
            for (Path path : paths) {
                if (FolderShelf.isOlder(path, time) && Files.deleteIfExists(path)) {
                    deleted++;
                }
            }
            return deleted;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /**
     * Removes what an attempt has staged, if it is there. One that still writes to it can publish it no more.
     *
     * @return whether it was there
     * @throws IOException if it could not be removed
     */
    public boolean deleteStaged(AttemptFile file) throws IOException {
        return Files.deleteIfExists(staging.resolve(file.name()));
    }

    /**
     * Removes a published file, unless somebody has written to it since {@code time}.
     *
     * @return whether it was there and old enough
     * @throws IOException if it could not be removed
     */
    public boolean deletePublishedBefore(AttemptFile file, Instant time) throws IOException {
        return results.deleteBefore(file.key(), time);
    }
}
