package dev.longhaul.source;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The datasets of this installation: the samples, and the files in the operator's folder. */
// Before anything that connects or listens: what stops the start shall be all that is said.
@Startup(1)
@Singleton
public class Datasets {

    private static final List<String> SAMPLES = List.of("posts.yaml", "all-posts.yaml");

    private final Map<String, Dataset> datasets = new TreeMap<>();

    /**
     * @param microblog asked for, so that the samples' tables are there before their queries are tried
     * @throws ConfigurationException with all that is wrong with the files, by file and line
     */
    Datasets(SourceSettings settings, Sources sources, QueryCheck check, Microblog microblog) {
        List<DatasetError> errors = new ArrayList<>();
        if (microblog.isThere()) {
            SAMPLES.forEach(
                    name -> add(DatasetFile.read(name, sample(name), sources.names()), errors));
        }
        Map<String, DatasetFile> own = new HashMap<>();
        settings.datasets()
                .ifPresent(folder ->
                        files(folder)
                                .forEach(path -> {
                                    DatasetFile file =
                                            DatasetFile.read(
                                                    path.getFileName().toString(),
                                                    content(path),
                                                    sources.names());
                                    file.dataset()
                                            .ifPresent(dataset -> {
                                                if (own.put(dataset.name(), file) != null) {
                                                    errors.add(
                                                            file.atName(
                                                                    "another file in this folder has a dataset '"
                                                                            + dataset.name()
                                                                            + "' too"));
                                                }
                                                check.check(dataset, file).ifPresent(errors::add);
                                            });
                                    add(file, errors);
                                }));
        if (!errors.isEmpty()) {
            throw new ConfigurationException(
                    errors.stream()
                            .sorted(
                                    Comparator.comparing(DatasetError::file)
                                            .thenComparing(DatasetError::line))
                            .map(DatasetError::toString)
                            .collect(
                                    Collectors.joining(
                                            "\n", "the dataset files have errors:\n", "")));
        }
    }

    private void add(DatasetFile file, List<DatasetError> errors) {
        errors.addAll(file.errors());
        file.dataset().ifPresent(dataset -> datasets.put(dataset.name(), dataset));
    }

    private static String sample(String name) {
        try (InputStream content = Datasets.class.getResourceAsStream("/datasets/" + name)) {
            if (content == null) {
                throw new IllegalStateException(
                        "the sample " + name + " is missing from this build");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the sample " + name + " cannot be read", e);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            // Hidden names too are left out: Kubernetes mounts a ConfigMap through links that begin
            // with dots.
            return files.filter(path ->
                            path.toString().matches(".*/[^./][^/]*\\.ya?ml")
                                    && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "longhaul.datasets is "
                            + folder.toAbsolutePath()
                            + ", which is no folder that can be read ("
                            + e
                            + "); name the folder of your dataset files.",
                    e);
        }
    }

    private static String content(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the dataset file " + path + " cannot be read as UTF-8: " + e, e);
        }
    }

    /** The dataset of that name, if there is one. */
    public Optional<Dataset> find(String name) {
        return Optional.ofNullable(datasets.get(name));
    }

    /** All, in the order of their names. */
    public Collection<Dataset> all() {
        return Collections.unmodifiableCollection(datasets.values());
    }
}
