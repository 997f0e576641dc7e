package dev.longhaul.files;

import dev.longhaul.job.JobId;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Results on a file system. Each attempt writes under a name of its own, so an attempt that lost its job can
 * overwrite nothing: only the name that the ledger points to is ever served.
 */
// Before anything that connects or listens: what stops the start shall be all that is said.
@Startup(1)
@Singleton
public class FileStore {

    private final Path staging;
    private final Path results;

    /**
     * @throws ConfigurationException if the folder cannot be written to, in words for the operator
     */
    FileStore(FilesConfig config) {
        Path directory = config.files().directory().toAbsolutePath().normalize();
        this.staging = directory.resolve("staging");
        this.results = directory.resolve("results");
        try {
            Files.createDirectories(staging);
            Files.createDirectories(results);
            Files.delete(Files.createTempFile(staging, "writable", null));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "longhaul.files.directory is "
                            + directory
                            + ", where this process cannot write ("
                            + e
                            + "). Name a folder that it owns, or change the folder's owner.",
                    e);
        }
    }

    /**
     * Begins the result of one attempt.
     *
     * @throws IOException if the disk is full or away
     */
    public StagedFile stage(JobId job, int attempt) throws IOException {
        String name = name(job, attempt);
        // The last digits of a UUIDv7 are random: 256 folders of even size.
        String folder = name.substring(34, 36);
        return new StagedFile(folder + "/" + name, staging.resolve(name), results.resolve(folder));
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
            copied = file.copy(staging.resolve(name(job, earlier)), bytes);
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
        Files.deleteIfExists(staging.resolve(name(job, attempt)));
    }

    private static String name(JobId job, int attempt) {
        return job + "." + attempt;
    }

    /** Where the bytes of a published file are. Empty if they are gone. */
    public Optional<Path> find(String key) {
        Path path = results.resolve(key).normalize();
        return path.startsWith(results) && Files.isRegularFile(path)
                ? Optional.of(path)
                : Optional.empty();
    }

    /**
     * Removes a published file, if it is there.
     *
     * @throws IOException if it could not be removed
     */
    public void delete(String key) throws IOException {
        Files.deleteIfExists(results.resolve(key));
    }
}
