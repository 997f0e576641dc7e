package dev.longhaul.ledger;

import dev.longhaul.job.JobEvent;
import dev.longhaul.job.Lifecycle;
import java.util.stream.Collectors;

/** The arrows of the {@link Lifecycle} as SQL, for events that are possible in more than one status. */
final class Arrows {

    private Arrows() {}

    /** What stands between {@code CASE status} and {@code END}. */
    static String branches(JobEvent event) {
        return Lifecycle.of(event).stream()
                .map(arrow ->
                        "WHEN '%s' THEN '%s'::job_status"
                                .formatted(arrow.from().wireName(), arrow.to().wireName()))
                .collect(Collectors.joining(" "));
    }

    /** The statuses in which the event is possible, as a list for {@code IN}. */
    static String sources(JobEvent event) {
        return Lifecycle.of(event).stream()
                .map(arrow -> "'" + arrow.from().wireName() + "'")
                .collect(Collectors.joining(", "));
    }
}
