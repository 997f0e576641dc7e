package bench;

import java.nio.file.Path;
import java.util.List;

/** How soon a job begins where nothing else is going on, by the clock of the database. */
final class PickUpMeasurement {

    private static final int WARM_UPS = 100;
    private static final int JOBS = 300;
    private static final long GAP_MILLIS = 40;

    private final Installation installation;
    private final Path insert;

    PickUpMeasurement(Installation installation) {
        this.installation = installation;
        installation
                .database()
                .execute(
                        "longhaul",
                        "CREATE TABLE IF NOT EXISTS bench_insert (id bigint PRIMARY KEY, body text)");
        this.insert =
                installation.script(
                        "insert-one",
                        """
                        \\set id random(1, 9000000000000000000)
                        INSERT INTO bench_insert (id, body) VALUES (:id, 'no-op, no parameters, no labels, default');
                        """);
    }

    List<Figure> measure() {
        installation.startWorker();
        submit(WARM_UPS);
        double floor = installation.database().pgbench("longhaul", insert, 1, 3).millis();
        String since = installation.rows().now();
        submit(JOBS);
        double[] millis = installation.rows().pickUpMillis(since);
        Rounds.say(
                "pickup: p50 %.2f ms, p99 %.2f ms; one durable insert %.2f ms",
                millis[0], millis[1], floor);
        return List.of(
                new Figure(
                        "pick-up on an idle system, p50",
                        "ms",
                        millis[0],
                        floor,
                        "pgbench, one durable insert"),
                new Figure(
                        "pick-up on an idle system, p99",
                        "ms",
                        millis[1],
                        floor,
                        "pgbench, one durable insert"));
    }

    private void submit(int jobs) {
        for (int i = 0; i < jobs; i++) {
            installation.submit(Installation.NO_OP);
            Programs.pause(GAP_MILLIS);
        }
        installation.rows().awaitDrained();
    }
}
