package dev.longhaul.local;

import dev.longhaul.Bootstrap.StartFailure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs PostgreSQL's programs, which refuse to be run by root: then they get a user namespace of their own, in which root
 * is nobody while the files stay root's.
 */
final class Commands {

    private final Path bin;
    private final List<String> prefix;

    Commands(Path bin) {
        this.bin = bin;
        this.prefix = isRoot() ? List.of("unshare", "--user") : List.of();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /**
     * Waits for the program to end.
     *
     * @throws IOException if it does not end with 0, with the last of its words
     */
    void run(String program, String... arguments) throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        // A file, not a pipe: the server that pg_ctl starts would hold the pipe open for ever.
        Path output = Files.createTempFile("longhaul-" + program, ".log");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(new File("/dev/null"))
                            .redirectOutput(output.toFile())
                            .start();
            if (process.waitFor() != 0) {
                throw failure(program, Files.readString(output, StandardCharsets.UTF_8).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", e);
        } finally {
            Files.delete(output);
        }
    }

    private IOException failure(String program, String words) {
        if (words.startsWith("unshare:")) {
            throw new StartFailure(
                    "PostgreSQL does not run as root, and this system does not let root start it in a"
                            + " user namespace ("
                            + words
                            + "). Run as another user, or name an external PostgreSQL with"
                            + " QUARKUS_DATASOURCE_JDBC_URL.");
        }
        return new IOException(program + " said: " + words);
    }
}
