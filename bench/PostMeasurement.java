package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How many jobs a second are durable and answered, while no worker runs. */
final class PostMeasurement {

    private static final int SECONDS = 4;

    private final Installation installation;
    private final Path insert;

    PostMeasurement(Installation installation) {
        this.installation = installation;
        installation
                .database()
                .execute(
                        "longhaul",
                        "CREATE TABLE IF NOT EXISTS bench_insert (id bigint PRIMARY KEY, body text)");
        this.insert =
                installation.script(
                        "insert",
                        """
                        \\set id random(1, 9000000000000000000)
                        INSERT INTO bench_insert (id, body) VALUES (:id, 'no-op, no parameters, no labels, default');
                        """);
    }

    List<Figure> measure() {
        installation.stopWorker();
        Rounds.warmUp("post", () -> load().perSecond());
        int rounds = installation.options().rounds();
        double[] rates = new double[rounds];
        double[] p50 = new double[rounds];
        double[] p99 = new double[rounds];
        double[] ceilings = new double[rounds];
        double[] ceilingMillis = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            var ceiling =
                    installation.database().pgbench("longhaul", insert, Load.CONNECTIONS, SECONDS);
            CpuUse cpu = CpuUse.since(installation.processes());
            Load load = load();
            Rounds.say(
                    "post, round %d: %.0f/s, p50 %.1f ms, p99 %.1f ms; inserts alone %.0f/s; processors: %s",
                    i + 1,
                    load.perSecond(),
                    load.p50Millis(),
                    load.p99Millis(),
                    ceiling.perSecond(),
                    CpuUse.words(cpu.percent()));
            rates[i] = load.perSecond();
            p50[i] = load.p50Millis();
            p99[i] = load.p99Millis();
            ceilings[i] = ceiling.perSecond();
            ceilingMillis[i] = ceiling.millis();
        }
        installation.rows().removeWaiting();
        return List.of(
                new Figure(
                        "`POST /jobs`, 16 connections",
                        "/s",
                        Rounds.median(rates),
                        Rounds.median(ceilings),
                        "pgbench, one-row inserts"),
                new Figure(
                        "`POST /jobs`, p50",
                        "ms",
                        Rounds.median(p50),
                        Rounds.median(ceilingMillis),
                        "pgbench, mean"),
                Figure.of("`POST /jobs`, p99", "ms", Rounds.median(p99)));
    }

    private Load load() {
        byte[] request = HttpConnection.post(installation.port(), "/jobs", Installation.NO_OP);
        return Load.run(installation.port(), List.of(request), 202, Duration.ofSeconds(SECONDS));
    }
}
