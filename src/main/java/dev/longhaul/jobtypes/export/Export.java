package dev.longhaul.jobtypes.export;

import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.ResultStream;
import dev.longhaul.handler.TransientFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.job.Progress;
import dev.longhaul.source.Dataset;
import dev.longhaul.source.Rows;
import dev.longhaul.source.Sources;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt at an export: from the first row on, or from where an earlier attempt had come to. */
final class Export {

    /** Rows between two looks at the progress, which costs little but not nothing. */
    private static final int ROWS_PER_REPORT = 100;

    private final ExportOrder order;
    private final Dataset dataset;
    private final Sources sources;
    private final Pace checkpoints;
    private final JobContext job;
    private final boolean continuable;

    /**
     * @param checkpoints when to save one
     */
    Export(ExportOrder order, Sources sources, Pace checkpoints, JobContext job) {
        this.order = order;
        this.dataset = order.dataset();
        this.sources = sources;
        this.checkpoints = checkpoints;
        this.job = job;
        this.continuable = order.reasonToStartOver().isEmpty();
    }

    JobResult run() throws Exception {
        job.info(
                "Dataset '%s' as %s"
                        .formatted(
                                dataset.name(),
                                order.compression().filename(order.format().word())));
        job.stage(dataset.counted() ? "counting rows" : "running the query");
        Map<String, Object> arguments = order.arguments();
        Optional<Position> reached = reached();
        if (reached.isPresent()) {
            try (Rows rows = sources.readAfter(dataset, arguments, reached.get().key())) {
                if (addsUp(reached.get(), rows)) {
                    return write(rows, reached);
                }
            }
        }
        try (Rows rows = sources.read(dataset, arguments)) {
            return write(rows, Optional.empty());
        }
    }

    /** How far an earlier attempt had come. */
    private Optional<Position> reached() throws IOException, InterruptedException {
        Optional<String> obstacle = order.reasonToStartOver();
        if (obstacle.isPresent()) {
            if (job.attempt() > 1) {
                job.info(obstacle.get() + ", so attempt " + job.attempt() + " starts over");
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

    /** Writes the file, or the rest of it. */
    private JobResult write(Rows rows, Optional<Position> reached) throws Exception {
        rows.total().ifPresent(total -> job.info(total + " rows counted"));
        reached.ifPresent(position ->
                job.info(
                        "%d rows are written; goes on after %s %s"
                                .formatted(
                                        position.rows(),
                                        dataset.key().orElse(""),
                                        position.key())));
        ResultStream result =
                job.result(
                        order.compression().filename(order.file()),
                        order.compression().mediaType(order.format()));
        try (Packing out = order.compression().pack(result, order.file(), order.format())) {
            Encoder encoder = order.format().encoder(dataset, out);
            if (reached.isPresent()) {
                encoder.goOn(rows.columns());
            } else {
                encoder.begin(rows.columns());
            }
            Manifest manifest = writeRows(rows, encoder, out, reached);
            out.end(manifest);
            return JobResult.rows(result, manifest.rows(), manifest.json());
        }
    }

    private Manifest writeRows(Rows rows, Encoder encoder, Packing out, Optional<Position> reached)
            throws Exception {
        job.stage("writing rows");
        long before = reached.map(Position::rows).orElse(0L);
        var snapshots = new ArrayList<>(reached.map(Position::snapshots).orElse(List.of()));
        snapshots.add(rows.snapshot());
        long written = before;
        report(rows, written);
        checkpoints.start();
        while (rows.next()) {
            encoder.row(rows);
            written++;
            if (written % ROWS_PER_REPORT == 0) {
                report(rows, written);
            }
            if (continuable && checkpoints.due()) {
                save(rows, written, out, snapshots);
            }
        }
        report(rows, written);
        requireAll(rows, written);
        encoder.end();
        job.info(
                before == 0
                        ? written + " rows written"
                        : "%d rows written, %d of them by this attempt"
                                .formatted(written, written - before));
        return new Manifest(order, rows.columns(), written, rows.total(), snapshots);
    }

    private void report(Rows rows, long written) {
        job.progress(new Progress(written, rows.total(), "rows", Optional.empty()));
    }

    private void save(Rows rows, long written, Packing out, List<Instant> snapshots)
            throws IOException, InterruptedException {
        // After a row without a key nobody could go on.
        Optional<String> key = rows.key();
        if (key.isPresent()) {
            out.pause();
            job.checkpoint(
                    new Position(written, key.get(), dataset, rows.columns(), snapshots).state());
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
