package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Measures the packaged service on this machine. What the figures mean is in bench/README.md. */
final class Bench {

    private final Options options;
    private final Installation installation;

    private Bench(Options options, Installation installation) {
        this.options = options;
        this.installation = installation;
    }

    static void main(String... arguments) {
        try {
            Options options = Options.of(arguments);
            prepare(options);
            var installation = new Installation(options, Cleanup.atExit());
            try {
                new Bench(options, installation).run();
            } catch (BenchFailure e) {
                System.err.println(installation.words());
                throw e;
            }
        } catch (BenchFailure e) {
            System.err.println("The measurement failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void prepare(Options options) {
        options.profile()
                .ifPresent(profile -> {
                    try {
                        Files.createDirectories(profile);
                    } catch (IOException e) {
                        throw new BenchFailure(
                                "The folder for profiles cannot be made: " + e.getMessage(), e);
                    }
                });
    }

    private void run() {
        Instant start = Instant.now();
        profileStatements();
        List<Figure> first = firstFour();
        if (options.include(Phase.EXPORT)) {
            first.addAll(new ExportMeasurement(installation).measure());
        }
        first.addAll(installation.memory());
        String table =
                options.include(Phase.HISTORY)
                        ? Report.of(first, withHistory(), options.history())
                        : Report.of(first);
        System.out.printf(
                "%n%s%nOne process `web,scheduler` and one `worker` (stopped while jobs are posted), PostgreSQL %s with fsync"
                        + " and synchronous_commit on, Artemis apart; %d processors for all of them and the load;"
                        + " medians of %d rounds; %d s in all.%n",
                table,
                installation.database().texts("longhaul", "SHOW server_version").getFirst(),
                Runtime.getRuntime().availableProcessors(),
                options.rounds(),
                Duration.between(start, Instant.now()).toSeconds());
        writeStatements();
    }

    private List<Figure> firstFour() {
        var figures = new ArrayList<Figure>();
        if (options.include(Phase.POST)) {
            figures.addAll(new PostMeasurement(installation).measure());
        }
        if (options.include(Phase.DRAIN)) {
            figures.addAll(new DrainMeasurement(installation).measure());
        }
        if (options.include(Phase.PICKUP)) {
            figures.addAll(new PickUpMeasurement(installation).measure());
        }
        if (options.include(Phase.GET)) {
            figures.addAll(new GetMeasurement(installation).measure());
        }
        return figures;
    }

    private List<Figure> withHistory() {
        Rounds.say("history: %,d finished jobs are made", options.history());
        installation.startWorker();
        installation.rows().removeAll();
        installation.rows().addFinished(installation.run(Installation.NO_OP), options.history());
        return firstFour();
    }

    private void profileStatements() {
        if (options.profile().isPresent()) {
            installation.database().execute("longhaul", "CREATE EXTENSION pg_stat_statements");
        }
    }

    private void writeStatements() {
        options.profile()
                .ifPresent(profile -> {
                    Path file = profile.toAbsolutePath().resolve("statements.txt");
                    installation
                            .database()
                            .psql(
                                    "longhaul",
                                    """
                                    \\copy (SELECT round(total_exec_time) || ' ms, ' || calls || ' calls, '
                                        || round((total_exec_time / calls)::numeric, 3) || ' ms each, ' || rows || ' rows, '
                                        || wal_bytes || ' bytes of WAL: ' || left(regexp_replace(query, '\\s+', ' ', 'g'), 160)
                                        FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 25) to '%s'
                                    """
                                            .formatted(file)
                                            .replaceAll("\\s*\n\\s*", " "));
                    Rounds.say(
                            "The recordings and the database's statements are in %s",
                            file.getParent());
                });
    }
}
