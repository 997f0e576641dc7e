package dev.longhaul.files;

import dev.longhaul.job.FileId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The bytes that callers brought, on a file system, beside the results. */
@Singleton
public class UploadStore {

    private final Path staging;
    private final Path uploads;

    UploadStore(FilesConfig config) {
        Path directory = config.files().directory().toAbsolutePath().normalize();
        this.staging = directory.resolve("staging");
        this.uploads = directory.resolve("uploads");
    }

    /**
     * Begins a file.
     *
     * @throws IOException if the disk is full or away
     */
    public StagedFile stage(FileId id) throws IOException {
        var file = new UploadFile(id);
        return new StagedFile(
                file.key(), staging.resolve(file.name()), uploads.resolve(file.folder()));
    }

    /** Where the bytes of a file are. Empty if they are gone. */
    public Optional<Path> find(FileId id) {
        return Optional.of(published(id)).filter(Files::isRegularFile);
    }

    /**
     * Removes a file, if it is there.
     *
     * @throws IOException if it could not be removed
     */
    public void delete(FileId id) throws IOException {
        Files.deleteIfExists(published(id));
    }

    /** Walks through all files, from the first. */
    public PublishedFiles<UploadFile> published() {
        return new PublishedFiles<>(uploads, UploadFile::parse, UploadFile::key);
    }

    /**
     * Removes a file, unless it was published since {@code time}.
     *
     * @return whether it was there and old enough
     * @throws IOException if it could not be removed
     */
    public boolean deletePublishedBefore(FileId id, Instant time) throws IOException {
        return deleteOlder(published(id), time);
    }

    /**
     * Removes the staged files that nobody has written to since {@code time}. A caller who still sends one can have it
     * published no more.
     *
     * @return how many it were
     * @throws IOException if one could not be removed
     */
    public int deleteStagedBefore(Instant time) throws IOException {
        int deleted = 0;
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(staging)) {
            for (Path path : paths) {
                if (UploadFile.parse(path.getFileName().toString()).isPresent()
                        && deleteOlder(path, time)) {
                    deleted++;
                }
            }
            return deleted;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private Path published(FileId id) {
        return uploads.resolve(new UploadFile(id).key());
    }

    private static boolean deleteOlder(Path path, Instant time) throws IOException {
        try {
            return Files.getLastModifiedTime(path).toInstant().isBefore(time)
                    && Files.deleteIfExists(path);
        } catch (NoSuchFileException e) {
            // It was published or removed meanwhile.
            return false;
        }
    }
}
