package bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An ActiveMQ Artemis of its own, from the distribution that the build unpacks. */
final class Broker implements AutoCloseable {

    static final String USER = "longhaul";

    private final Process process;
    private final int port;

    private Broker(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Broker start(Path directory) {
        Path instance = directory.resolve("artemis");
        int port = Programs.freePort();
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        Programs.run(
                environment,
                List.of(
                        distribution().resolve("bin/artemis").toString(),
                        "create",
                        instance.toString(),
                        "--user",
                        USER,
                        "--password",
                        USER,
                        "--require-login",
                        "--silent",
                        "--no-autotune",
                        "--no-web",
                        "--no-hornetq-acceptor",
                        "--no-mqtt-acceptor",
                        "--no-stomp-acceptor",
                        "--no-amqp-acceptor",
                        "--host",
                        "127.0.0.1",
                        "--default-port",
                        String.valueOf(port),
                        "--nio",
                        "--queues",
                        "longhaul.jobs"));
        var builder =
                new ProcessBuilder(instance.resolve("bin/artemis").toString(), "run")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("artemis.log").toFile());
        builder.environment().putAll(environment);
        try {
            var broker = new Broker(builder.start(), port);
            broker.awaitListening();
            return broker;
        } catch (IOException e) {
            throw new BenchFailure("The broker could not be started: " + e.getMessage(), e);
        }
    }

    private static Path distribution() {
        Path unpacked = Path.of("target/artemis");
        if (Files.isDirectory(unpacked)) {
            try (Stream<Path> folders = Files.list(unpacked)) {
                Path[] found =
                        folders.filter(folder -> Files.exists(folder.resolve("bin/artemis")))
                                .toArray(Path[]::new);
                if (found.length > 0) {
                    found[0].resolve("bin/artemis").toFile().setExecutable(true);
                    return found[0];
                }
            } catch (IOException e) {
                throw new BenchFailure("target/artemis cannot be read: " + e.getMessage(), e);
            }
        }
        throw new BenchFailure("There is no broker in target/artemis; `make bench` unpacks one.");
    }

    private void awaitListening() {
        while (process.isAlive()) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException e) {
                Programs.pause(100);
            }
        }
        throw new BenchFailure("The broker ended right after its start.");
    }

    int port() {
        return port;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
