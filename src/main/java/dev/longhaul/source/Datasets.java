package dev.longhaul.source;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * The datasets of this installation: the samples, and the files in the operator's folder. When the files change, all
 * datasets change at once, or none if something is wrong.
 */
// Before anything that connects or listens: what stops the start shall be all that is said.
@Startup(1)
@Singleton
public class Datasets {

    private static final Logger LOG = Logger.getLogger(Datasets.class);
    private static final List<String> SAMPLES =
            List.of(
                    "posts.yaml",
                    "all-posts.yaml",
                    "traffic-totals.yaml",
                    "traffic-days.yaml",
                    "traffic-authors.yaml",
                    "traffic-days-authors.yaml");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Sources sources;
    private final InstantSource clock;
    private final Map<String, Dataset> samples;
    private final Optional<WatchedFolder> folder;
    private volatile Map<String, Dataset> datasets;
    private volatile String complaint = "";
    private Optional<List<WatchedFolder.TextFile>> refused = Optional.empty();
    private Instant tryAgain = Instant.MIN;

    /**
     * @param microblog asked for, so that the samples' tables are there before their queries are tried
     * @throws ConfigurationException with all that is wrong with the files, by file and line
     */
    Datasets(SourceSettings settings, Sources sources, Microblog microblog, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
        this.samples = microblog.isThere() ? samples(sources) : Map.of();
        this.folder = settings.datasets().map(path -> new WatchedFolder("longhaul.datasets", path));
        DatasetSet first = load(folder.map(WatchedFolder::take).orElse(List.of()));
        if (!first.isRight()) {
            throw new ConfigurationException(first.complaint());
        }
        this.datasets = first.datasets();
    }

    private DatasetSet load(List<WatchedFolder.TextFile> files) {
        return DatasetSet.load(files, samples, sources);
    }

    /**
     * Looks whether the files have changed. Keeps the datasets as they are if something is wrong with them, and says so
     * once. What was refused is tried again now and then: the database may have got the missing column meanwhile.
     *
     * @return whether there are other datasets now
     */
    public synchronized boolean reload() {
        if (folder.isEmpty()) {
            return false;
        }
        try {
            Optional<List<WatchedFolder.TextFile>> changed = folder.get().takeIfChanged();
            if (changed.isPresent()) {
                return replace(changed.get());
            }
            if (refused.isEmpty()) {
                if (!complaint.isEmpty()) {
                    complaint = "";
                    LOG.infof(
                            "The dataset files can be read again and have not changed; datasets now: %s",
                            datasets.keySet());
                }
                return false;
            }
            return !clock.instant().isBefore(tryAgain) && replace(refused.get());
        } catch (ConfigurationException e) {
            complain(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private boolean replace(List<WatchedFolder.TextFile> files) {
        DatasetSet changed = load(files);
        if (!changed.isRight()) {
            refused = Optional.of(files);
            tryAgain = clock.instant().plus(PATIENCE);
            complain(changed.complaint());
            return false;
        }
        refused = Optional.empty();
        datasets = changed.datasets();
        complaint = "";
        LOG.infof("The dataset files have changed; datasets now: %s", datasets.keySet());
        return true;
    }

    private void complain(String what) {
        if (!what.equals(complaint)) {
            complaint = what;
            LOG.warnf(
                    "The dataset files as they are now are refused, and the datasets stay as they were: %s",
                    what);
        }
    }

    /** Why the files as they are now are not the datasets that are offered; empty if they are. */
    public Optional<String> complaint() {
        return Optional.of(complaint).filter(text -> !text.isEmpty());
    }

    private static Map<String, Dataset> samples(Sources sources) {
        var samples = new TreeMap<String, Dataset>();
        for (String name : SAMPLES) {
            DatasetFile file =
                    DatasetFile.read(name, Samples.text("datasets/" + name), sources.dialects());
            Dataset dataset =
                    file.dataset()
                            .orElseThrow(() -> new IllegalStateException(file.errors().toString()));
            samples.put(dataset.name(), dataset);
        }
        return samples;
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
