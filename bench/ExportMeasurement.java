package bench;

import java.nio.file.Path;
import java.util.List;

/** How many rows a second become CSV, from the start of the job to its durable end. */
final class ExportMeasurement {

    private static final String QUERY = "SELECT id, author, body, created FROM bench";

    static final String DATASET =
            """
            name: bench
            source: bench
            sql: %s
            """
                    .formatted(QUERY);

    private static final String EXPORT =
            "{\"type\": \"export\", \"parameters\": {\"dataset\": \"bench\", \"format\": \"csv\"}}";

    private final Installation installation;

    ExportMeasurement(Installation installation) {
        this.installation = installation;
    }

    static void makeTable(PostgreSql database, int rows) {
        database.execute(
                "source",
                "CREATE TABLE bench (id bigint PRIMARY KEY, author bigint, body text, created timestamptz)",
                """
                INSERT INTO bench
                SELECT n, n %% 5000, 'Row ' || n || ', ' || repeat(md5(n::text), 4),
                    timestamptz '2024-01-01 00:00:00Z' + n * interval '11 seconds'
                FROM generate_series(1, %d) AS n
                """
                        .formatted(rows),
                "VACUUM ANALYZE bench",
                "CHECKPOINT");
    }

    List<Figure> measure() {
        installation.startWorker();
        int rows = installation.options().rows();
        Rounds.say("export, warm-up: %.0f rows/s", rows / export());
        int rounds = installation.options().rounds();
        double[] rates = new double[rounds];
        double[] ceilings = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ceilings[i] = rows / copy();
            CpuUse cpu = CpuUse.since(installation.processes());
            rates[i] = rows / export();
            Rounds.say(
                    "export, round %d: %.0f rows/s; psql \\copy %.0f rows/s; processors: %s",
                    i + 1, rates[i], ceilings[i], CpuUse.words(cpu.percent()));
        }
        return List.of(
                new Figure(
                        "CSV export of %,d rows".formatted(rows),
                        "rows/s",
                        Rounds.median(rates),
                        Rounds.median(ceilings),
                        "psql \\copy to a file"));
    }

    private double export() {
        String job = installation.run(EXPORT);
        String status = installation.rows().status(job);
        if (!status.equals("succeeded")) {
            throw new BenchFailure("The export " + status + " instead of succeeding.");
        }
        return installation.rows().runSeconds(job);
    }

    private double copy() {
        Path file = installation.folder().resolve("copy.csv");
        long start = System.nanoTime();
        installation
                .database()
                .psql("source", "\\copy (" + QUERY + ") to '" + file + "' csv header");
        return (System.nanoTime() - start) / 1e9;
    }
}
