package dev.longhaul.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFileTest {

    private static final String NAME = "01937c1e-2b3c-7def-8123-456789abcdef.1";

    @TempDir Path directory;

    private Path staged() {
        return directory.resolve(NAME);
    }

    private Path published() {
        return directory.resolve("ef").resolve(NAME);
    }

    @Test
    void itIsStagedUntilItIsPublished() throws IOException {
        try (var file = new StagedFile("ef/" + NAME, staged(), new FolderShelf(directory))) {
            file.write(new byte[] {1, 2, 3});
            file.flush();
            assertThat(staged()).hasBinaryContent(new byte[] {1, 2, 3});
            assertThat(file.publish().size()).isEqualTo(3);
        }
        assertThat(staged()).doesNotExist();
        assertThat(published()).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void whatIsNotPublishedIsRemoved() throws IOException {
        try (var file = new StagedFile("ef/" + NAME, staged(), new FolderShelf(directory))) {
            file.write(1);
        }
        assertThat(staged()).doesNotExist();
    }

    @Test
    void whatWasRenamedAndMayNotBeDurableIsRemovedToo() throws IOException {
        Files.createDirectory(directory.resolve("ef"));
        FolderShelf.DirectorySync broken =
                folder -> {
                    assertThat(published()).exists();
                    throw new IOException("the disk is away");
                };
        try (var file =
                new StagedFile("ef/" + NAME, staged(), new FolderShelf(directory, broken))) {
            assertThatThrownBy(file::publish).hasMessage("the disk is away");
        }
        assertThat(staged()).doesNotExist();
        assertThat(published()).doesNotExist();
    }
}
