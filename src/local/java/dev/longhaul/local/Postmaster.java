package dev.longhaul.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The server that the file {@code postmaster.pid} in a data folder speaks of. After a crash the file may be torn, or its
 * number may be that of another program by now.
 *
 * @param processes where the system shows its processes as files: {@code /proc}, which macOS does not have
 */
record Postmaster(Path data, Path processes) {

    private static final Logger LOG = Logger.getLogger(Postmaster.class);

    static Postmaster of(Path data) {
        return new Postmaster(data, Path.of("/proc"));
    }

    Path file() {
        return data.resolve("postmaster.pid");
    }

    /** The process with the number in the file, whatever it is. */
    Optional<ProcessHandle> process() throws IOException {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        return Files.readString(file(), StandardCharsets.ISO_8859_1)
                .lines()
                .limit(1)
                .map(String::strip)
                .filter(line -> line.matches("[0-9]{1,18}"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .findFirst();
    }

    /** The process, if it is a server on this data. */
    Optional<ProcessHandle> server() throws IOException {
        return process().filter(this::isPostgres).filter(this::isOnThisData);
    }

    private boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).endsWith("postgres"))
                .orElse(false);
    }

    /** A server works in its data folder, which it was told when it was started. */
    private boolean isOnThisData(ProcessHandle process) {
        Path workingDirectory = processes.resolve(String.valueOf(process.pid())).resolve("cwd");
        if (!Files.isDirectory(processes)) {
            return process.info()
                    .arguments()
                    .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
                    .orElse(false);
        }
        try {
            return workingDirectory.toRealPath().equals(data.toRealPath());
        } catch (IOException e) {
            LOG.debugf("The working directory of process %d cannot be read: %s", process.pid(), e);
            return false;
        }
    }
}
