package dev.longhaul.source;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
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
import org.jboss.logging.Logger;

/**
 * The reports of this installation: the sample, and the files in the operator's folder. They change with the files and with
 * the datasets that they name: all at once, or not at all if something is wrong.
 */
// Before anything that connects or listens, like the datasets, which are made first because this
// asks for them.
@Startup(1)
@Singleton
public class Reports {

    private static final Logger LOG = Logger.getLogger(Reports.class);
    private static final String SAMPLE = "daily-traffic.yaml";

    /**
     * Reports that were loaded together.
     *
     * @param errors all that is wrong with their files
     */
    private record Loaded(Map<String, Report> reports, List<DatasetError> errors) {

        String complaint() {
            return errors.stream()
                    .map(DatasetError::toString)
                    .collect(Collectors.joining("\n", "the report files have errors:\n", ""));
        }
    }

    private final Datasets datasets;
    private final Sources sources;
    private final boolean sample;
    private final Optional<WatchedFolder> folder;
    private List<WatchedFolder.TextFile> files;
    private Map<String, Dataset> over;
    private volatile Map<String, Report> reports;
    private volatile String complaint = "";

    /** What is wrong with the files that were read last, also while they cannot be read; empty if nothing is. */
    private String refusal = "";

    /**
     * @throws ConfigurationException with all that is wrong with the files, by file and line
     */
    Reports(ReportSettings settings, Datasets datasets, Sources sources, Microblog microblog) {
        this.datasets = datasets;
        this.sources = sources;
        this.sample = microblog.isThere();
        this.folder = settings.reports().map(path -> new WatchedFolder("longhaul.reports", path));
        this.files = folder.map(WatchedFolder::take).orElse(List.of());
        this.over = byName(datasets);
        Loaded first = load(files, over);
        if (!first.errors().isEmpty()) {
            throw new ConfigurationException(first.complaint());
        }
        this.reports = first.reports();
    }

    private static Map<String, Dataset> byName(Datasets datasets) {
        return datasets.all().stream().collect(Collectors.toMap(Dataset::name, one -> one));
    }

    private Loaded load(List<WatchedFolder.TextFile> texts, Map<String, Dataset> named) {
        var loaded = new TreeMap<String, Report>();
        var errors = new ArrayList<DatasetError>();
        Map<String, String> own = new HashMap<>();
        var columns = new ColumnNames(sources);
        if (sample) {
            ReportFile file =
                    ReportFile.read(SAMPLE, Samples.text("reports/" + SAMPLE), named, columns::of);
            // Operators may put datasets of their own in the place of those that it names.
            file.report().ifPresent(report -> loaded.put(report.name(), report));
            file.errors()
                    .forEach(error -> LOG.warnf("The sample report is not offered: %s", error));
        }
        for (WatchedFolder.TextFile text : texts) {
            ReportFile file = ReportFile.read(text.name(), text.content(), named, columns::of);
            errors.addAll(file.errors());
            file.report()
                    .ifPresent(report -> {
                        loaded.put(report.name(), report);
                        String other = own.putIfAbsent(report.name(), text.name());
                        if (other != null) {
                            errors.add(
                                    file.atName(
                                            "%s has a report '%s' too; rename one of them"
                                                    .formatted(other, report.name())));
                        }
                    });
        }
        errors.sort(Comparator.comparing(DatasetError::file).thenComparing(DatasetError::line));
        return new Loaded(loaded, errors);
    }

    /**
     * Looks whether the files or the datasets have changed. Keeps the reports as they are if something is wrong with them,
     * and says so once.
     *
     * @return whether there are other reports now
     */
    public synchronized boolean reload() {
        try {
            Optional<List<WatchedFolder.TextFile>> changed =
                    folder.flatMap(WatchedFolder::takeIfChanged);
            Map<String, Dataset> now = byName(datasets);
            if (changed.isEmpty() && now.equals(over)) {
                comeBack();
                return false;
            }
            files = changed.orElse(files);
            over = now;
            Loaded loaded = load(files, now);
            if (!loaded.errors().isEmpty()) {
                refusal = loaded.complaint();
                complain(refusal);
                return false;
            }
            refusal = "";
            complaint = "";
            boolean others = !loaded.reports().equals(reports);
            reports = loaded.reports();
            if (others) {
                LOG.infof("The report files have changed; reports now: %s", reports.keySet());
            }
            return others;
        } catch (ConfigurationException e) {
            complain(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** After the folder could not be read for a while. */
    private void comeBack() {
        if (!complaint.equals(refusal)) {
            complaint = refusal;
            LOG.infof(
                    "The report files can be read again and have not changed; reports now: %s",
                    reports.keySet());
        }
    }

    private void complain(String what) {
        if (!what.equals(complaint)) {
            complaint = what;
            LOG.warnf(
                    "The report files, with the datasets as they are now, are refused, and the reports stay as they were; one"
                            + " whose dataset is gone fails: %s",
                    what);
        }
    }

    /** Why the files as they are now are not the reports that are offered; empty if they are. */
    public Optional<String> complaint() {
        return Optional.of(complaint).filter(text -> !text.isEmpty());
    }

    /** The report of that name, if there is one. */
    public Optional<Report> find(String name) {
        return Optional.ofNullable(reports.get(name));
    }

    /** All, in the order of their names. */
    public Collection<Report> all() {
        return Collections.unmodifiableCollection(reports.values());
    }
}
