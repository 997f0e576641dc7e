package dev.longhaul.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where results lie, with space that can run out. A disk in memory where this process may mount one; else a folder whose
 * part for half-written files can be taken away, which fails the same writes in other words.
 */
final class ResultsDisk implements AutoCloseable {

    private static final long ROOMY = 2L << 30;

    private final Path directory;
    private final boolean mounted;

    private ResultsDisk(Path directory, boolean mounted) {
        this.directory = directory;
        this.mounted = mounted;
    }

    static ResultsDisk create(Path directory) throws IOException {
        Files.createDirectories(directory);
        boolean mounted =
                run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + ROOMY,
                        "longhaul-chaos",
                        directory.toString());
        return new ResultsDisk(directory, mounted);
    }

    Path directory() {
        return directory;
    }

    /** What there is in the folder of results, by the keys that the ledger knows them by. */
    List<String> results() throws IOException {
        return files(directory.resolve("results"));
    }

    /** Files that are being written, or were. */
    List<String> staged() throws IOException {
        return files(directory.resolve("staging"));
    }

    private static List<String> files(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    /** Takes all space that is left. */
    void fill() throws IOException {
        if (mounted) {
            // Less than what is there already is refused, and what is there may just be growing.
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> resize(used()));
        } else {
            Files.move(staging(), staging().resolveSibling("staging-away"));
            Files.createFile(staging());
        }
    }

    /** Gives the space back. */
    void free() throws IOException {
        if (mounted) {
            if (!resize(ROOMY)) {
                throw new AssertionError("the disk did not get its space back");
            }
        } else {
            Files.delete(staging());
            Files.move(staging().resolveSibling("staging-away"), staging());
        }
    }

    private Path staging() {
        return directory.resolve("staging");
    }

    private long used() throws IOException {
        var disk = Files.getFileStore(directory);
        return Math.max(4096, disk.getTotalSpace() - disk.getUnallocatedSpace());
    }

    private boolean resize(long bytes) {
        return run("mount", "-o", "remount,size=" + bytes, directory.toString());
    }

    /** Whether the command did what it was asked to; not where there is no such program. */
    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (mounted && !run("umount", "--lazy", directory.toString())) {
            throw new AssertionError(directory + " could not be unmounted");
        }
    }
}
