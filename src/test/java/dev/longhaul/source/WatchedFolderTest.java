package dev.longhaul.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFolderTest {

    @TempDir Path directory;
    private WatchedFolder folder;

    /** As Kubernetes mounts a ConfigMap. */
    @BeforeEach
    void mount() throws IOException {
        revision("..1", "one");
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(directory.resolve("a.yaml"), Path.of("..data/a.yaml"));
        Files.writeString(directory.resolve("notes.txt"), "not one of them");
        folder = new WatchedFolder("longhaul.datasets", directory);
    }

    private void revision(String name, String content) throws IOException {
        Files.writeString(
                Files.createDirectory(directory.resolve(name)).resolve("a.yaml"), content);
    }

    private static List<WatchedFolder.TextFile> files(String content) {
        return List.of(new WatchedFolder.TextFile("a.yaml", content));
    }

    @Test
    void aConfigMapThatChangesIsTakenOnce() throws Exception {
        assertThat(folder.take()).isEqualTo(files("one"));
        assertThat(folder.takeIfChanged()).isEmpty();
        revision("..2", "two");
        Files.createSymbolicLink(directory.resolve("..next"), Path.of("..2"));
        Files.move(
                directory.resolve("..next"),
                directory.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE);
        assertThat(folder.takeIfChanged()).isEmpty();
        assertThat(folder.takeIfChanged()).contains(files("two"));
        assertThat(folder.takeIfChanged()).isEmpty();
    }

    @Test
    void whatIsStillBeingWrittenIsNotTaken() throws Exception {
        folder.take();
        for (String half : List.of("t", "tw", "two")) {
            Files.writeString(directory.resolve("..1/a.yaml"), half);
            assertThat(folder.takeIfChanged()).isEmpty();
        }
        assertThat(folder.takeIfChanged()).contains(files("two"));
    }

    @Test
    void aFolderThatIsNotThereIsNamedWithItsSetting() {
        assertThatThrownBy(() ->
                        new WatchedFolder("longhaul.datasets", directory.resolve("no")).take())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "longhaul.datasets is", directory.resolve("no").toString());
    }
}
