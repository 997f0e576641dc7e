package dev.longhaul.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgreSqlBinariesTest {

    @TempDir Path directory;

    @Test
    void theFolderNamesTheVersionAndOthersAreRemoved() throws IOException {
        Files.createDirectories(directory.resolve("postgresql-linux-x86_64/bin"));
        Files.writeString(directory.resolve("postgresql-linux-x86_64/bin/postgres"), "old");
        Files.createDirectories(directory.resolve("postgresql-1.0.0-linux-x86_64"));
        Files.createDirectories(directory.resolve("unpacking-123/share"));
        Files.createDirectories(directory.resolve("mine"));
        var programs = new PostgreSqlBinaries(directory);

        Path unpacked = programs.unpack();
        programs.removeOthers();

        assertThat(PostgreSqlBinaries.version()).matches("[0-9]+\\.[0-9.]+");
        assertThat(unpacked.getFileName().toString())
                .startsWith("postgresql-" + PostgreSqlBinaries.version() + "-");
        assertThat(unpacked.resolve("bin/postgres")).isExecutable();
        try (var folders = Files.list(directory)) {
            assertThat(folders).containsExactlyInAnyOrder(unpacked, directory.resolve("mine"));
        }
    }
}
