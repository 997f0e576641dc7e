package dev.longhaul.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * The folder that holds the data of a PostgreSQL (which calls it a cluster), and how a server is started on it.
 *
 * @param durable whether the server may not lose what it has committed when the machine crashes
 */
record Cluster(Path data, Commands commands, boolean durable) {

    private static final Logger LOG = Logger.getLogger(Cluster.class);

    /** How a line of {@code pg_hba.conf} ends that lets everybody in. */
    private static final String TRUST = "(?m)^(\\s*[a-z].*\\s)trust[ \\t]*$";

    /** What the server says. */
    Path log() {
        return data.resolveSibling("postgresql.log");
    }

    Path passwordFile() {
        return data.resolveSibling("postgresql.password");
    }

    String password() throws IOException {
        return Password.keptIn(passwordFile());
    }

    /** The process of the server that was started last. */
    Optional<ProcessHandle> process() throws IOException {
        return Postmaster.of(data).process();
    }

    /** Makes the folder, if it is not there. */
    void initialize(String user) throws IOException {
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            password();
            commands.run(
                    "initdb",
                    "-D",
                    data.toString(),
                    "-U",
                    user,
                    "-A",
                    "scram-sha-256",
                    "--pwfile",
                    passwordFile().toString(),
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--no-instructions",
                    durable ? "--sync-method=fsync" : "--no-sync");
        }
    }

    /** Deals with what a killed process left: a server that still runs on this data, or only the file that says so. */
    void stopOrphan() throws IOException {
        var left = Postmaster.of(data);
        if (left.server().isPresent()) {
            LOG.infof("A PostgreSQL that an earlier process left behind is stopped first");
            stop();
        } else {
            // PostgreSQL would take whatever has that number by now for a server of its own.
            Files.deleteIfExists(left.file());
        }
    }

    void launch(int port) throws IOException {
        var settings =
                new TreeMap<>(
                        Map.of(
                                "port", String.valueOf(port),
                                "listen_addresses", "127.0.0.1",
                                "unix_socket_directories", "",
                                "max_connections", "100",
                                "shared_buffers", "128MB",
                                "max_wal_size", "1GB"));
        PostgreSql.DURABILITY.forEach(setting -> settings.put(setting, durable ? "on" : "off"));
        List<String> options = new ArrayList<>();
        settings.forEach((name, value) -> options.add("-c " + name + "='" + value + "'"));
        commands.run(
                "pg_ctl",
                "start",
                "-D",
                data.toString(),
                "-l",
                log().toString(),
                "-w",
                "-t",
                "60",
                "-o",
                String.join(" ", options));
    }

    /** Stops the server, ending its connections. */
    void stop() throws IOException {
        commands.run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "60");
    }

    /** Whether anybody on this machine is let in without a password, as it was in data that earlier versions made. */
    boolean trusts() throws IOException {
        String rules = Files.readString(rules());
        return !rules.equals(withPasswords(rules));
    }

    /** From the next time that the server reads its rules. */
    void requirePasswords() throws IOException {
        Path written = rules().resolveSibling("pg_hba.conf.new");
        Files.writeString(written, withPasswords(Files.readString(rules())));
        Files.move(written, rules(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String withPasswords(String rules) {
        return rules.replaceAll(TRUST, "$1scram-sha-256");
    }

    private Path rules() {
        return data.resolve("pg_hba.conf");
    }
}
