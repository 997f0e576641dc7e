package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is measured: a database, a broker, a process that is {@code web,scheduler}, and at times one that is {@code worker}. */
final class Installation {

    static final String NO_OP = "{\"type\": \"no-op\", \"parameters\": {}}";

    private final Options options;
    private final Cleanup cleanup;
    private final Path folder;
    private final PostgreSql database;
    private final Broker broker;
    private final Application web;
    private final JobRows rows;
    private Application worker;
    private int workersStarted;

    Installation(Options options, Cleanup cleanup) {
        this.options = options;
        this.cleanup = cleanup;
        this.folder = cleanup.folder();
        this.database = cleanup.begun(PostgreSql.start(folder, options.profile().isPresent()));
        database.execute("postgres", "CREATE DATABASE longhaul", "CREATE DATABASE source");
        this.broker = cleanup.begun(Broker.start(folder));
        writeDataset();
        ExportMeasurement.makeTable(
                this.database, options.include(Phase.EXPORT) ? options.rows() : 1);
        this.web = cleanup.begun(start("web", "web,scheduler"));
        this.rows = new JobRows(database);
    }

    private void writeDataset() {
        try {
            Files.createDirectory(folder.resolve("datasets"));
            Files.writeString(folder.resolve("datasets/bench.yaml"), ExportMeasurement.DATASET);
        } catch (IOException e) {
            throw new BenchFailure("The dataset file could not be written: " + e.getMessage(), e);
        }
    }

    private Application start(String name, String roles) {
        var environment = new HashMap<String, String>();
        environment.put("LONGHAUL_ROLES", roles);
        environment.put("LONGHAUL_EXECUTION_SLOTS", String.valueOf(options.slots()));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl("longhaul"));
        environment.put("QUARKUS_DATASOURCE_USERNAME", PostgreSql.USER);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", PostgreSql.USER);
        // The samples, of which no-op is one, want their microblog.
        for (String source : List.of("BENCH", "MICROBLOG")) {
            environment.put("LONGHAUL_SOURCES_" + source + "_URL", database.jdbcUrl("source"));
            environment.put("LONGHAUL_SOURCES_" + source + "_USERNAME", PostgreSql.USER);
            environment.put("LONGHAUL_SOURCES_" + source + "_PASSWORD", PostgreSql.USER);
        }
        environment.put("LONGHAUL_DATASETS", folder.resolve("datasets").toString());
        environment.put("LONGHAUL_FILES_DIRECTORY", folder.resolve("files").toString());
        environment.put("AMQP_HOST", "127.0.0.1");
        environment.put("AMQP_PORT", String.valueOf(broker.port()));
        environment.put("AMQP_USERNAME", Broker.USER);
        environment.put("AMQP_PASSWORD", Broker.USER);
        return Application.start(folder, name, javaOptions(name), environment);
    }

    private List<String> javaOptions(String name) {
        var java = new ArrayList<>(options.javaOptions());
        options.profile()
                .ifPresent(profile -> {
                    java.add("-XX:FlightRecorderOptions=stackdepth=128");
                    java.add(
                            "-XX:StartFlightRecording=settings=profile,jdk.CPUTimeSample#enabled=true,dumponexit=true,filename="
                                    + profile.toAbsolutePath().resolve(name + ".jfr"));
                });
        return java;
    }

    void startWorker() {
        if (worker == null) {
            worker = cleanup.begun(start("worker-" + ++workersStarted, "worker"));
        }
    }

    void stopWorker() {
        if (worker != null) {
            cleanup.end(worker);
            worker = null;
        }
    }

    /** Submits a job and returns its id. */
    String submit(String job) {
        try (var http = new HttpConnection(web.port())) {
            int status = http.exchange(HttpConnection.post(web.port(), "/jobs", job));
            if (status != 202) {
                throw new BenchFailure("A job was answered with " + status + ": " + http.body());
            }
            return http.body().replaceFirst("(?s).*?\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        } catch (IOException e) {
            throw new BenchFailure("A job could not be submitted: " + e.getMessage(), e);
        }
    }

    /** Submits a job and waits until the table says that it is finished. */
    String run(String job) {
        String id = submit(job);
        rows.awaitFinished(id);
        return id;
    }

    Options options() {
        return options;
    }

    PostgreSql database() {
        return database;
    }

    JobRows rows() {
        return rows;
    }

    Path folder() {
        return folder;
    }

    int port() {
        return web.port();
    }

    /** The last that the service said, to explain a failure. */
    String words() {
        return "web said: "
                + web.tail()
                + (worker == null ? "" : "\nworker said: " + worker.tail());
    }

    /** A script for {@code pgbench}. */
    Path script(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name + ".sql"), content);
        } catch (IOException e) {
            throw new BenchFailure("A script could not be written: " + e.getMessage(), e);
        }
    }

    /** Everything that runs, by name. */
    Map<String, ProcessHandle> processes() {
        var processes = new LinkedHashMap<String, ProcessHandle>();
        processes.put("web", web.process());
        if (worker != null) {
            processes.put("worker", worker.process());
        }
        processes.put("database", database.process());
        processes.put("broker", broker.process());
        processes.put("load", ProcessHandle.current());
        return processes;
    }

    List<Figure> memory() {
        var figures = new ArrayList<Figure>();
        figures.add(Figure.of("resident memory of `web`", "MB", web.residentKilobytes() / 1024.0));
        if (worker != null) {
            figures.add(
                    Figure.of(
                            "resident memory of `worker`",
                            "MB",
                            worker.residentKilobytes() / 1024.0));
        }
        return figures;
    }
}
