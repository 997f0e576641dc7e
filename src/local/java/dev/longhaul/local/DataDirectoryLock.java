package dev.longhaul.local;

import dev.longhaul.Bootstrap.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process from the data of the first. The system lets go of it however the process ends. */
final class DataDirectoryLock {

    private final FileChannel channel;

    private DataDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param advice what to do if somebody else has the folder
     * @throws StartFailure if somebody else has the folder, or if it cannot be written to
     */
    static DataDirectoryLock acquire(Path directory, String advice) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(
                            directory.resolve(".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new StartFailure(
                        "another Longhaul uses the data in " + directory + ". " + advice);
            }
            return new DataDirectoryLock(channel);
        } catch (IOException e) {
            throw new StartFailure(
                    "the data folder "
                            + directory
                            + " cannot be written to ("
                            + e
                            + "). Name another with LONGHAUL_DATA_DIR.",
                    e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
