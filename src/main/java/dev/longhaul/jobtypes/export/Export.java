package dev.longhaul.jobtypes.export;

import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.ResultStream;
import dev.longhaul.handler.TransientFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.job.Progress;
import dev.longhaul.source.Dataset;
import dev.longhaul.source.Rows;
import dev.longhaul.source.SourceFailure;
import dev.longhaul.source.Sources;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** One attempt at an export: from the first row on, or from where an earlier attempt had come to. */
final class Export {

    /** Rows between two looks at the progress, which costs little but not nothing. */
    private static final int ROWS_PER_REPORT = 100;

    private final Dataset dataset;
    private final Map<String, Object> arguments;
    private final Format format;
    private final Sources sources;
    private final Pace checkpoints;
    private final JobContext job;

    /**
     * @param arguments by the names of the dataset's parameters
     * @param checkpoints when to save one
     */
    Export(
            Dataset dataset,
            Map<String, Object> arguments,
            Format format,
            Sources sources,
            Pace checkpoints,
            JobContext job) {
        this.dataset = dataset;
        this.arguments = arguments;
        this.format = format;
        this.sources = sources;
        this.checkpoints = checkpoints;
        this.job = job;
    }

    JobResult run() throws SourceFailure, IOException, TransientFailure, InterruptedException {
        job.info("Dataset '" + dataset.name() + "' as " + format.word());
        job.stage(dataset.counted() ? "counting rows" : "running the query");
        Optional<Position> reached = reached();
        if (reached.isPresent()) {
            try (Rows rows = sources.readAfter(dataset, arguments, reached.get().key())) {
                if (addsUp(reached.get(), rows)) {
                    return goOn(reached.get(), rows);
                }
            }
        }
        try (Rows rows = sources.read(dataset, arguments)) {
            return begin(rows);
        }
    }

    /** How far an earlier attempt had come. */
    private Optional<Position> reached() throws IOException, InterruptedException {
        if (dataset.key().isEmpty()) {
            if (job.attempt() > 1) {
                job.info(
                        "The dataset has no key by which its rows could be continued, so attempt "
                                + job.attempt()
                                + " starts over");
            }
            return Optional.empty();
        }
        Optional<Position> reached = job.resume().map(Position::of);
        if (reached.filter(position -> !position.isOf(dataset)).isPresent()) {
            job.startOver("The dataset was changed since the attempt before.");
            return Optional.empty();
        }
        return reached;
    }

    /** Whether the rows that are written and those to come are all that there are now. */
    private boolean addsUp(Position reached, Rows rows) throws IOException, InterruptedException {
        if (!reached.has(rows.columns())) {
            job.startOver("The columns are not what they were in the attempt before.");
            return false;
        }
        if (rows.before().orElse(reached.rows()) != reached.rows()) {
            job.startOver(
                    "Of the rows up to the last one that was written there were %d and are now %d."
                            .formatted(reached.rows(), rows.before().orElse(0)));
            return false;
        }
        return true;
    }

    private JobResult begin(Rows rows)
            throws SourceFailure, IOException, TransientFailure, InterruptedException {
        rows.total().ifPresent(total -> job.info(total + " rows counted"));
        ResultStream out = open();
        Encoder encoder = format.encoder(dataset, out);
        encoder.begin(rows.columns());
        long written = write(rows, encoder, 0);
        job.info(written + " rows written");
        return JobResult.rows(out, written);
    }

    private JobResult goOn(Position reached, Rows rows)
            throws SourceFailure, IOException, TransientFailure, InterruptedException {
        rows.total().ifPresent(total -> job.info(total + " rows counted"));
        job.info(
                "%d rows are written; goes on after %s %s"
                        .formatted(reached.rows(), dataset.key().orElse(""), reached.key()));
        ResultStream out = open();
        Encoder encoder = format.encoder(dataset, out);
        encoder.goOn(rows.columns());
        long written = write(rows, encoder, reached.rows());
        job.info(
                "%d rows written, %d of them by this attempt"
                        .formatted(written, written - reached.rows()));
        return JobResult.rows(out, written);
    }

    private ResultStream open() throws IOException {
        return job.result(dataset.name() + "." + format.word(), format.mediaType());
    }

    /** Writes all rows after the first {@code before}. Returns how many there are with those. */
    private long write(Rows rows, Encoder encoder, long before)
            throws SourceFailure, IOException, TransientFailure, InterruptedException {
        job.stage("writing rows");
        long written = before;
        report(rows, written);
        checkpoints.start();
        while (rows.next()) {
            encoder.row(rows);
            written++;
            if (written % ROWS_PER_REPORT == 0) {
                report(rows, written);
            }
            if (dataset.key().isPresent() && checkpoints.due()) {
                save(rows, written);
            }
        }
        encoder.end();
        report(rows, written);
        requireAll(rows, written);
        return written;
    }

    private void report(Rows rows, long written) {
        job.progress(new Progress(written, rows.total(), "rows", Optional.empty()));
    }

    private void save(Rows rows, long written)
            throws SourceFailure, IOException, InterruptedException {
        // After a row without a key nobody could go on.
        Optional<String> key = rows.key();
        if (key.isPresent()) {
            job.checkpoint(new Position(written, key.get(), dataset, rows.columns()).state());
        }
    }

    /** A file that lacks rows must not look like one that does not. */
    private static void requireAll(Rows rows, long written) throws TransientFailure {
        if (rows.total().isPresent() && rows.total().getAsLong() != written) {
            throw new TransientFailure(
                    Failure.of(
                            "export-incomplete",
                            500,
                            "The source promised "
                                    + rows.total().getAsLong()
                                    + " rows and gave "
                                    + written
                                    + "."));
        }
    }
}
