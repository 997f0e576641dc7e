package dev.longhaul.notice;

import dev.longhaul.job.Failure;
import dev.longhaul.job.JobStatus;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.JobSnapshot;
import io.quarkus.qute.TemplateData;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a mail about the end of a job says.
 *
 * @param headline what has come of it, in a few words
 * @param sentence the same in full; of a failure with its reason
 * @param detail what helps to find the cause of a failure; else empty
 * @param attached the name of the file that goes along, or empty
 * @param link where to go on
 * @param action what is there
 */
@TemplateData
public record Ended(
        String headline,
        String sentence,
        String detail,
        String attached,
        List<Fact> facts,
        String link,
        String action) {

    /** A line of what is known. */
    @TemplateData
    public record Fact(String name, String value) {}

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /**
     * @param event how it has ended
     * @param attached whether its result goes along
     * @param base of the links, without a slash at the end
     */
    static Ended of(JobSnapshot job, JobStatus event, boolean attached, String base) {
        String name = job.description().orElse(job.type());
        String self = base + "/jobs/" + job.id();
        Optional<StoredResult> result = job.result();
        boolean toFetch = event == JobStatus.SUCCEEDED && result.isPresent();
        return new Ended(
                word(event) + ": " + name,
                sentence(job, event, attached),
                job.failure().flatMap(Failure::detail).orElse(""),
                attached ? result.map(StoredResult::filename).orElse("") : "",
                facts(job, toFetch ? result : Optional.empty()),
                toFetch ? self + "/result" : self + "/status",
                toFetch ? "Download the result" : "See the job");
    }

    private static String word(JobStatus event) {
        return switch (event) {
            case SUCCEEDED -> "Ready";
            case FAILED -> "Failed";
            case CANCELED -> "Canceled";
            case NOT_STARTED, RUNNING -> throw new IllegalArgumentException("no end of a job");
        };
    }

    private static String sentence(JobSnapshot job, JobStatus event, boolean attached) {
        String what = "The job “" + job.description().orElse(job.type()) + "” ";
        return switch (event) {
            case SUCCEEDED ->
                    what
                            + "is done."
                            + (attached ? " Its result is attached." : "")
                            + (job.result().isEmpty() ? " It has no result to fetch." : "");
            case FAILED -> what + "failed. " + job.failure().map(Failure::message).orElse("");
            case CANCELED -> what + "was canceled before it had finished.";
            case NOT_STARTED, RUNNING -> throw new IllegalArgumentException("no end of a job");
        };
    }

    private static List<Fact> facts(JobSnapshot job, Optional<StoredResult> result) {
        List<Fact> facts = new ArrayList<>();
        result.ifPresent(file -> {
            facts.add(new Fact("File", file.filename()));
            facts.add(new Fact("Size", size(file.size())));
            file.rows().ifPresent(rows -> facts.add(new Fact("Rows", grouped(rows))));
        });
        facts.add(new Fact("Type", job.type()));
        facts.add(new Fact("Submitted", TIME.format(job.created())));
        job.finished().ifPresent(time -> facts.add(new Fact("Finished", TIME.format(time))));
        job.expires().ifPresent(time -> facts.add(new Fact("Kept until", TIME.format(time))));
        facts.add(new Fact("Job", job.id().toString()));
        return facts;
    }

    private static String size(long bytes) {
        return bytes < 1_000
                ? bytes + " bytes"
                : bytes < 1_000_000
                        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
