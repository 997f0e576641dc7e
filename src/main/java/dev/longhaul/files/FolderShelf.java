package dev.longhaul.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A folder of folders. */
final class FolderShelf implements Shelf {

    /** Makes durable which files are in a folder. */
    @FunctionalInterface
    interface DirectorySync {
        void sync(Path directory) throws IOException;
    }

    private final Path root;
    private final DirectorySync sync;

    FolderShelf(Path root) {
        this(root, FolderShelf::syncDirectory);
    }

    FolderShelf(Path root, DirectorySync sync) {
        this.root = root;
        this.sync = sync;
    }

    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** Synced under its staging name by now; renamed, and the folder synced, so that after a crash it is there or not. */
    @Override
    public void publish(Path staged, String key, long size) throws IOException {
        Path target = root.resolve(key);
        Path folder = Objects.requireNonNull(target.getParent());
        if (Files.notExists(folder)) {
            Files.createDirectories(folder);
            sync.sync(Objects.requireNonNull(folder.getParent()));
        }
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        boolean durable = false;
        try {
            sync.sync(folder);
            durable = true;
        } finally {
            if (!durable) {
                Files.deleteIfExists(target);
            }
        }
    }

    @Override
    public Optional<StoredBytes> find(String key) {
        Path path = root.resolve(key).normalize();
        return path.startsWith(root) && Files.isRegularFile(path)
                ? Optional.of(new StoredBytes.OnDisk(path))
                : Optional.empty();
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(root.resolve(key));
    }

    @Override
    public boolean deleteBefore(String key, Instant time) throws IOException {
        return deleteOlder(root.resolve(key), time);
    }

    /** Removes a file that nobody has written to since {@code time}, and says whether it did. */
    static boolean deleteOlder(Path path, Instant time) throws IOException {
        return isOlder(path, time) && Files.deleteIfExists(path);
    }

    static boolean isOlder(Path path, Instant time) throws IOException {
        try {
            return Files.getLastModifiedTime(path).toInstant().isBefore(time);
        } catch (NoSuchFileException e) {
            // It was published or removed meanwhile.
            return false;
        }
    }

    @Override
    public int deleteUnfinishedBefore(Instant time) {
        return 0;
    }

    @Override
    public <F> PublishedFiles<F> walk(
            Function<String, Optional<F>> parse, Function<F, String> key) {
        return new PublishedFolders<>(root, parse, key);
    }
}
