package dev.longhaul.chaos;

import static org.awaitility.Awaitility.await;

import dev.longhaul.ExternalBroker;
import dev.longhaul.PackagedApplication;
import dev.longhaul.local.ExternalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A whole installation: a PostgreSQL, a broker, a folder for results, and processes that play the roles. */
final class Cluster implements AutoCloseable {

    /** Short enough for a lost worker to be noticed while one waits for it. */
    static final Map<String, String> SETTINGS =
            Map.ofEntries(
                    Map.entry("LONGHAUL_EXECUTION_LEASE", "3s"),
                    Map.entry("LONGHAUL_EXECUTION_BACKOFF", "200ms"),
                    Map.entry("LONGHAUL_EXECUTION_MAX_BACKOFF", "1s"),
                    Map.entry("LONGHAUL_UPKEEP_REAP_EVERY", "1s"),
                    Map.entry("LONGHAUL_UPKEEP_SWEEP_EVERY", "2s"),
                    Map.entry("LONGHAUL_UPKEEP_SWEEP_AFTER", "5s"),
                    // No job here is the cause of what happens to its workers.
                    Map.entry("LONGHAUL_UPKEEP_LOSSES_TOLERATED", "1000"));

    private static final String[] JVM_OPTIONS = {
        "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"
    };

    /**
     * A process that was killed with everything it was doing.
     *
     * @param pid part of the name that it had in the ledger
     */
    record Killed(long pid, Instant at) {}

    private final Path directory;
    private final ExternalDatabase database;
    private final ExternalBroker broker;
    private final ResultsDisk disk;
    private final Map<String, String> environment;
    private final List<PackagedApplication> webs = new CopyOnWriteArrayList<>();
    private final List<PackagedApplication> workers = new CopyOnWriteArrayList<>();
    private final List<Killed> killedWorkers = new CopyOnWriteArrayList<>();

    private Cluster(
            Path directory,
            ExternalDatabase database,
            ExternalBroker broker,
            ResultsDisk disk,
            Map<String, String> environment) {
        this.directory = directory;
        this.database = database;
        this.broker = broker;
        this.disk = disk;
        this.environment = environment;
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param special settings besides {@link #SETTINGS}
     */
    static Cluster start(Path directory, int workers, Map<String, String> special)
            throws IOException, InterruptedException, SQLException {
        ExternalDatabase database = ExternalDatabase.start(directory);
        ExternalBroker broker = ExternalBroker.start(directory);
        ResultsDisk disk = ResultsDisk.create(directory.resolve("files"));
        Path datasets = Files.createDirectory(directory.resolve("datasets"));
        Files.writeString(datasets.resolve("numbered.yaml"), Task.Export.DATASET);
        var environment = new HashMap<>(database.environment());
        environment.putAll(SETTINGS);
        environment.put("AMQP_HOST", "127.0.0.1");
        environment.put("AMQP_PORT", String.valueOf(broker.port()));
        environment.put("AMQP_USERNAME", "longhaul");
        environment.put("AMQP_PASSWORD", "longhaul");
        environment.put("LONGHAUL_DATASETS", datasets.toString());
        environment.put("LONGHAUL_FILES_DIRECTORY", disk.directory().toString());
        environment.putAll(special);
        var cluster = new Cluster(directory, database, broker, disk, environment);
        // The first makes the tables, which the others need not wait for but the witness does.
        cluster.startWeb();
        cluster.awaitReady();
        Witness.installIn(database);
        for (int i = 0; i < workers; i++) {
            cluster.startWorker();
        }
        cluster.awaitReady();
        return cluster;
    }

    ExternalDatabase database() {
        return database;
    }

    ExternalBroker broker() {
        return broker;
    }

    ResultsDisk disk() {
        return disk;
    }

    /** The process that has answered callers for the longest time. */
    PackagedApplication web() {
        return webs.getFirst();
    }

    /** All that answer callers. */
    List<PackagedApplication> webs() {
        return webs;
    }

    List<Killed> killedWorkers() {
        return killedWorkers;
    }

    void startWeb() {
        webs.add(start("web,scheduler"));
    }

    void startWorker() {
        workers.add(start("worker"));
    }

    private PackagedApplication start(String roles) {
        var own = new HashMap<>(environment);
        own.put("LONGHAUL_ROLES", roles);
        return PackagedApplication.start(directory, own, List.of(), JVM_OPTIONS);
    }

    /** Waits until all processes are ready. */
    void awaitReady() {
        awaitReady(webs);
        awaitReady(workers);
    }

    /** Waits until callers are answered by every process that does so. */
    void awaitAnswers() {
        awaitReady(webs);
    }

    private void awaitReady(List<PackagedApplication> processes) {
        await("not all processes become ready")
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    superviseStarts();
                    return processes.stream().allMatch(PackagedApplication::isReady);
                });
    }

    /**
     * Starts those processes again that could not start, say because the database was just recovering, as whoever supervises
     * an installation does. One that ends later ends for good.
     */
    void superviseStarts() {
        superviseStarts(webs, this::startWeb);
        superviseStarts(workers, this::startWorker);
    }

    private static void superviseStarts(
            List<PackagedApplication> processes, Runnable startAnother) {
        for (PackagedApplication process : List.copyOf(processes)) {
            if (process.couldNotStart()) {
                startAnother.run();
                processes.remove(process);
            }
        }
    }

    /** Kills the process that answers callers, and starts another. */
    void killWeb() {
        PackagedApplication victim = webs.getFirst();
        victim.killHard();
        startWeb();
        webs.remove(victim);
        victim.close();
    }

    /** A worker that is in the middle of something. Empty while none is. */
    List<PackagedApplication> busyWorkers() throws SQLException {
        List<String> names = runningWorkers();
        return workers.stream()
                .filter(worker -> names.stream().anyMatch(name -> isNamed(name, worker.pid())))
                .toList();
    }

    private List<String> runningWorkers() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT coalesce(array_agg(DISTINCT worker), '{}')
                                FROM job WHERE status = 'running'
                                """)) {
            row.next();
            return List.of((String[]) row.getArray(1).getArray());
        }
    }

    /** How many attempts have failed since. */
    int failuresSince(Instant moment) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT count(*) FROM attempt WHERE outcome = 'failed' AND finished_at > ?")) {
            query.setObject(1, moment.atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Whether a worker of that name in the ledger is, or was, the process. */
    static boolean isNamed(String worker, long pid) {
        return worker.contains("-" + pid + "-");
    }

    void killWorker(PackagedApplication victim) {
        victim.killHard();
        killedWorkers.add(new Killed(victim.pid(), Instant.now()));
        workers.remove(victim);
        victim.close();
    }

    @Override
    public void close() {
        // Killed, not stopped: nobody waits for what they still do, and one may be stalled.
        workers.forEach(PackagedApplication::killHard);
        webs.forEach(PackagedApplication::killHard);
        broker.close();
        database.close();
        disk.close();
    }
}
