package bench;

import java.util.List;

/** How many waiting jobs a second one worker runs to their end. */
final class DrainMeasurement {

    private static final String LATER =
            "{\"type\": \"no-op\", \"parameters\": {}, \"delay\": \"PT24H\"}";

    /** The same changes without a worker: claim, ending and attempt, in batches, each committed. */
    private static final String[] CEILING = {
        "DROP TABLE IF EXISTS bench_queue, bench_attempt",
        """
        CREATE TABLE bench_queue (
            id bigint PRIMARY KEY, status text NOT NULL, attempt integer NOT NULL,
            lease_until timestamptz, finished_at timestamptz) WITH (fillfactor = 70)
        """,
        "CREATE INDEX ON bench_queue (id) WHERE status = 'notStarted'",
        """
        CREATE TABLE bench_attempt (
            job_id bigint, number integer, worker text, finished_at timestamptz, PRIMARY KEY (job_id, number))
        """,
        """
        CREATE OR REPLACE PROCEDURE bench_drain(batch integer) LANGUAGE plpgsql AS $$
        DECLARE
            ids bigint[];
        BEGIN
            LOOP
                WITH next AS (
                    SELECT id FROM bench_queue WHERE status = 'notStarted' ORDER BY id LIMIT batch FOR UPDATE SKIP LOCKED
                ), claimed AS (
                    UPDATE bench_queue SET status = 'running', attempt = attempt + 1, lease_until = now()
                    FROM next WHERE bench_queue.id = next.id RETURNING bench_queue.id
                )
                SELECT array_agg(id) INTO ids FROM claimed;
                COMMIT;
                EXIT WHEN ids IS NULL;
                UPDATE bench_queue SET status = 'succeeded', lease_until = NULL, finished_at = now()
                    WHERE id = ANY (ids);
                INSERT INTO bench_attempt SELECT unnest(ids), 1, 'worker', now();
                COMMIT;
            END LOOP;
        END $$
        """
    };

    private final Installation installation;

    DrainMeasurement(Installation installation) {
        this.installation = installation;
    }

    List<Figure> measure() {
        installation.startWorker();
        int jobs = installation.options().jobs();
        double first = drain(jobs);
        Rounds.say("drain, warm-up: %.0f/s", first);
        int rounds = installation.options().rounds();
        double[] rates = new double[rounds];
        double[] ceilings = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ceilings[i] = ceiling(jobs);
            rates[i] = drain(jobs);
            Rounds.say(
                    "drain, round %d: %.0f/s; in the database alone %.0f/s",
                    i + 1, rates[i], ceilings[i]);
        }
        return List.of(
                new Figure(
                        "drain of %,d jobs, one worker, %d slots"
                                .formatted(jobs, installation.options().slots()),
                        "/s",
                        Rounds.median(rates),
                        Rounds.median(ceilings),
                        "a procedure in the database"));
    }

    private double drain(int jobs) {
        installation.rows().addWaiting(installation.submit(LATER), jobs);
        String since = installation.rows().now();
        // The connection that made the jobs is still ending, and what it used would count as used
        // now.
        Programs.pause(500);
        CpuUse cpu = CpuUse.since(installation.processes());
        // It is announced, which wakes the worker, and is the last in the queue.
        installation.run(Installation.NO_OP);
        installation.rows().awaitDrained();
        Rounds.say("drain, processors: %s", CpuUse.words(cpu.percent()));
        return installation.rows().finishedPerSecond(since);
    }

    private double ceiling(int jobs) {
        PostgreSql database = installation.database();
        database.execute("longhaul", CEILING);
        database.execute(
                "longhaul",
                "INSERT INTO bench_queue SELECT n, 'notStarted', 0 FROM generate_series(1, "
                        + jobs
                        + ") AS n",
                "ANALYZE bench_queue");
        long start = System.nanoTime();
        database.execute("longhaul", "CALL bench_drain(" + installation.options().slots() + ")");
        return jobs / ((System.nanoTime() - start) / 1e9);
    }
}
