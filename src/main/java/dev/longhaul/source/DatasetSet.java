package dev.longhaul.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Datasets that were loaded together.
 *
 * @param datasets by name
 * @param errors all that is wrong with their files, by file and line
 */
record DatasetSet(Map<String, Dataset> datasets, List<DatasetError> errors) {

    /**
     * Loads files, and has the databases look at their queries.
     *
     * @param samples in whose place a file puts its own dataset, if it is of the same name
     */
    static DatasetSet load(
            List<WatchedFolder.TextFile> files, Map<String, Dataset> samples, Sources sources) {
        var datasets = new TreeMap<>(samples);
        var errors = new ArrayList<DatasetError>();
        Map<String, String> own = new HashMap<>();
        var check = new QueryCheck(sources);
        for (WatchedFolder.TextFile text : files) {
            DatasetFile file = DatasetFile.read(text.name(), text.content(), sources.dialects());
            errors.addAll(file.errors());
            file.dataset()
                    .ifPresent(dataset -> {
                        datasets.put(dataset.name(), dataset);
                        String other = own.putIfAbsent(dataset.name(), text.name());
                        if (other != null) {
                            errors.add(
                                    file.atName(
                                            "%s has a dataset '%s' too; rename one of them"
                                                    .formatted(other, dataset.name())));
                        }
                        check.check(dataset, file).ifPresent(errors::add);
                    });
        }
        errors.sort(Comparator.comparing(DatasetError::file).thenComparing(DatasetError::line));
        return new DatasetSet(datasets, errors);
    }

    boolean isRight() {
        return errors.isEmpty();
    }

    /** All errors, each on a line of its own. */
    String complaint() {
        return errors.stream()
                .map(DatasetError::toString)
                .collect(Collectors.joining("\n", "the dataset files have errors:\n", ""));
    }
}
