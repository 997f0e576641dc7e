package dev.longhaul.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterTest {

    @TempDir Path directory;

    private Path data;
    private Path postgres;

    /** A program that is called like a server and waits, whatever its arguments. */
    @BeforeEach
    void copyAProgram() throws IOException {
        data = Files.createDirectory(directory.resolve("data"));
        postgres = Files.copy(Path.of("/bin/sh"), directory.resolve("postgres"));
        assertThat(postgres.toFile().setExecutable(true)).isTrue();
    }

    private Postmaster withoutProc() {
        return new Postmaster(data, directory.resolve("no-proc"));
    }

    private Process run(Path workingDirectory, Path argument) throws IOException {
        Process process =
                new ProcessBuilder(
                                postgres.toString(), "-c", "read line", "-D", argument.toString())
                        .directory(workingDirectory.toFile())
                        .start();
        Files.writeString(data.resolve("postmaster.pid"), process.pid() + "\n" + data + "\n");
        return process;
    }

    @Test
    void aServerOnOtherDataThatHasTheNumberByNowIsNotOurs() throws IOException {
        Process other = run(directory, directory.resolve("other"));
        try {
            assertThat(Postmaster.of(data).process()).isPresent();
            assertThat(Postmaster.of(data).server()).isEmpty();
            assertThat(withoutProc().server()).isEmpty();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aServerOnThisDataIsOursAlsoWhereProcessesAreNotShownAsFiles() throws IOException {
        Process ours = run(data, data);
        try {
            assertThat(Postmaster.of(data).server()).map(ProcessHandle::pid).contains(ours.pid());
            assertThat(withoutProc().server()).map(ProcessHandle::pid).contains(ours.pid());
        } finally {
            ours.destroyForcibly();
        }
    }

    @Test
    void anotherProgramWithTheNumberIsNotOurs() throws IOException {
        Files.writeString(
                data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + data);
        assertThat(Postmaster.of(data).server()).isEmpty();
        assertThat(withoutProc().server()).isEmpty();
    }

    @Test
    void aTornFileSpeaksOfNoProcess() throws IOException {
        for (String torn : new String[] {"", "\n", "12x", "99999999999999999999", "\u0000\u00ff"}) {
            Files.writeString(data.resolve("postmaster.pid"), torn);
            assertThat(Postmaster.of(data).process()).as(torn).isEmpty();
        }
    }
}
