package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/** Ends and deletes whatever was begun, the last first, however the measurement ends. */
final class Cleanup {

    private final Deque<AutoCloseable> begun = new ArrayDeque<>();
    private boolean over;

    private Cleanup() {}

    static Cleanup atExit() {
        var cleanup = new Cleanup();
        Runtime.getRuntime().addShutdownHook(new Thread(cleanup::closeAll, "cleanup"));
        return cleanup;
    }

    /** Remembers to close it. */
    synchronized <T extends AutoCloseable> T begun(T part) {
        if (over) {
            close(part);
        } else {
            begun.push(part);
        }
        return part;
    }

    /** Closes it now, and no longer later. */
    synchronized void end(AutoCloseable part) {
        if (begun.remove(part)) {
            close(part);
        }
    }

    /** A folder that is deleted with all that is in it. */
    Path folder() {
        try {
            Path folder = Files.createTempDirectory("longhaul-bench-");
            begun(() -> delete(folder));
            return folder;
        } catch (IOException e) {
            throw new BenchFailure("No temporary folder could be made: " + e.getMessage(), e);
        }
    }

    private synchronized void closeAll() {
        over = true;
        begun.forEach(Cleanup::close);
        begun.clear();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("Something was left behind: " + e.getMessage());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> {
                        try {
                            Files.delete(path);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
