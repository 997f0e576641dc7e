package bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Other programs, run to their end. */
final class Programs {

    private Programs() {}

    /**
     * Waits for the program and returns what it printed.
     *
     * @throws BenchFailure if it does not end with 0, with its words
     */
    static String run(Map<String, String> environment, List<String> command) {
        try {
            // A file, not a pipe: what the program leaves running would hold the pipe open.
            Path output = Files.createTempFile("bench-", ".log");
            try {
                var builder =
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectInput(new File("/dev/null"))
                                .redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                int code = builder.start().waitFor();
                String words = Files.readString(output).strip();
                if (code != 0) {
                    throw new BenchFailure(String.join(" ", command) + " failed: " + words);
                }
                return words;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new BenchFailure(command.getFirst() + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new BenchFailure(command.getFirst() + " was interrupted", e);
        }
    }

    static String run(List<String> command) {
        return run(Map.of(), command);
    }

    /** A port that was free a moment ago. */
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchFailure("No port is free: " + e.getMessage(), e);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new BenchFailure("The measurement was interrupted", e);
        }
    }
}
