package dev.longhaul.source;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of the operator's with small YAML files, looked at again and again. Compares what is in the files: their times
 * say little where Kubernetes mounts a ConfigMap, which changes by one link that is turned to another folder. For one
 * thread at a time.
 */
public final class WatchedFolder {

    /**
     * A file.
     *
     * @param name without its folder, for messages
     */
    public record TextFile(String name, String content) {}

    private final String key;
    private final Path folder;
    private List<TextFile> taken = List.of();
    private List<TextFile> seen = List.of();

    /**
     * @param key the setting that names the folder, for messages
     */
    public WatchedFolder(String key, Path folder) {
        this.key = key;
        this.folder = folder;
    }

    /**
     * All files as they are now, in the order of their names.
     *
     * @throws ConfigurationException if the folder or a file of it cannot be read
     */
    public List<TextFile> take() {
        seen = files();
        taken = seen;
        return taken;
    }

    /**
     * All files, if they are others than those that were taken last. Two looks in a row have to see the same: half of a
     * file that is being written may be a right one that means something else.
     *
     * @throws ConfigurationException if the folder or a file of it cannot be read
     */
    public Optional<List<TextFile>> takeIfChanged() {
        List<TextFile> now = files();
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(taken)) {
            return Optional.empty();
        }
        taken = now;
        return Optional.of(now);
    }

    private List<TextFile> files() {
        var files = new ArrayList<TextFile>();
        for (Path path : paths()) {
            files.add(new TextFile(path.getFileName().toString(), content(path)));
        }
        return files;
    }

    private List<Path> paths() {
        try (Stream<Path> files = Files.list(folder)) {
            // Hidden names too are left out: Kubernetes mounts a ConfigMap through links that begin
            // with dots.
            return files.filter(path ->
                            path.getFileName().toString().matches("[^.].*\\.ya?ml")
                                    && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException(
                    key
                            + " is "
                            + folder.toAbsolutePath()
                            + ", which is no folder that can be read ("
                            + e
                            + "); name the folder of your files.",
                    e);
        }
    }

    private String content(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new ConfigurationException(
                    key + " has the file " + path + ", which cannot be read as UTF-8: " + e, e);
        }
    }
}
