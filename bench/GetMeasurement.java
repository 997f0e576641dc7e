package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How many looks a second at finished jobs are answered. */
final class GetMeasurement {

    private static final int SECONDS = 4;
    private static final int JOBS = 512;

    private final Installation installation;
    private final Path select;

    GetMeasurement(Installation installation) {
        this.installation = installation;
        installation
                .database()
                .execute(
                        "longhaul",
                        "CREATE TABLE IF NOT EXISTS bench_select (id bigint PRIMARY KEY, body text)",
                        """
                        INSERT INTO bench_select SELECT n, repeat(md5(n::text), 8) FROM generate_series(1, 100000) AS n
                        ON CONFLICT DO NOTHING
                        """);
        this.select =
                installation.script(
                        "select",
                        """
                        \\set id random(1, 100000)
                        SELECT * FROM bench_select WHERE id = :id;
                        """);
    }

    List<Figure> measure() {
        installation.startWorker();
        if (installation.rows().someFinished(JOBS).size() < JOBS) {
            installation.rows().addFinished(installation.run(Installation.NO_OP), JOBS);
        }
        List<byte[]> requests =
                installation.rows().someFinished(JOBS).stream()
                        .map(job ->
                                HttpConnection.get(installation.port(), "/jobs/" + job + "/status"))
                        .toList();
        Rounds.warmUp("get", () -> load(requests).perSecond());
        int rounds = installation.options().rounds();
        double[] rates = new double[rounds];
        double[] p99 = new double[rounds];
        double[] ceilings = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ceilings[i] =
                    installation
                            .database()
                            .pgbench("longhaul", select, Load.CONNECTIONS, SECONDS)
                            .perSecond();
            CpuUse cpu = CpuUse.since(installation.processes());
            Load load = load(requests);
            rates[i] = load.perSecond();
            p99[i] = load.p99Millis();
            Rounds.say(
                    "get, round %d: %.0f/s, p50 %.1f ms, p99 %.1f ms; selects alone %.0f/s; processors: %s",
                    i + 1,
                    load.perSecond(),
                    load.p50Millis(),
                    load.p99Millis(),
                    ceilings[i],
                    CpuUse.words(cpu.percent()));
        }
        return List.of(
                new Figure(
                        "`GET /jobs/{id}/status`, 16 connections",
                        "/s",
                        Rounds.median(rates),
                        Rounds.median(ceilings),
                        "pgbench, one-row selects"),
                Figure.of("`GET /jobs/{id}/status`, p99", "ms", Rounds.median(p99)));
    }

    private Load load(List<byte[]> requests) {
        return Load.run(installation.port(), requests, 200, Duration.ofSeconds(SECONDS));
    }
}
