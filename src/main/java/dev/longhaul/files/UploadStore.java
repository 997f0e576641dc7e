package dev.longhaul.files;

import dev.longhaul.job.FileId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The bytes that callers brought, beside the results. */
@Singleton
public class UploadStore {

    private final Path staging;
    private final Shelf uploads;

    UploadStore(Shelves shelves) {
        this.staging = shelves.staging();
        this.uploads = shelves.of("uploads");
    }

    /**
     * Begins a file.
     *
     * @throws IOException if the disk is full or away
     */
    public StagedFile stage(FileId id) throws IOException {
        var file = new UploadFile(id);
        return new StagedFile(file.key(), staging.resolve(file.name()), uploads);
    }

    /**
     * The bytes of a file. Empty if they are gone.
     *
     * @throws FilesUnavailable if that could not be found out
     */
    public Optional<StoredBytes> find(FileId id) throws FilesUnavailable {
        return uploads.find(key(id));
    }

    /**
     * Removes a file, if it is there.
     *
     * @throws IOException if it could not be removed
     */
    public void delete(FileId id) throws IOException {
        uploads.delete(key(id));
    }

    /** Walks through all files, from the first. */
    public PublishedFiles<UploadFile> published() {
        return uploads.walk(UploadFile::parse, UploadFile::key);
    }

    /**
     * Removes a file, unless it was published since {@code time}.
     *
     * @return whether it was there and old enough
     * @throws IOException if it could not be removed
     */
    public boolean deletePublishedBefore(FileId id, Instant time) throws IOException {
        return uploads.deleteBefore(key(id), time);
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
                        && FolderShelf.deleteOlder(path, time)) {
                    deleted++;
                }
            }
            return deleted;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /**
     * Removes what was begun in the store before {@code time} and never became a file.
     *
     * @return how many it were
     * @throws IOException if it could not be removed
     */
    public int deleteUnfinishedBefore(Instant time) throws IOException {
        return uploads.deleteUnfinishedBefore(time);
    }

    private static String key(FileId id) {
        return new UploadFile(id).key();
    }
}
