package dev.longhaul;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An ActiveMQ Artemis of its own, from the distribution, as an operator would run one. */
public final class ExternalBroker implements AutoCloseable {

    private final Path instance;
    private final int port;
    private Process process;

    private ExternalBroker(Path instance, int port, Process process) {
        this.instance = instance;
        this.port = port;
        this.process = process;
    }

    public static ExternalBroker start(Path directory) throws IOException, InterruptedException {
        Path instance = directory.resolve("artemis");
        int port = PackagedApplication.freePort();
        var create =
                new ProcessBuilder(
                        "bash",
                        Path.of(System.getProperty("artemis.home"), "bin", "artemis").toString(),
                        "create",
                        instance.toString(),
                        "--user",
                        "longhaul",
                        "--password",
                        "longhaul",
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
                        "longhaul.jobs");
        create.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (create.redirectErrorStream(true)
                        .redirectOutput(directory.resolve("create.log").toFile())
                        .start()
                        .waitFor()
                != 0) {
            throw new AssertionError(
                    "artemis create failed, see " + directory.resolve("create.log"));
        }
        var broker = new ExternalBroker(instance, port, launch(instance));
        broker.awaitListening();
        return broker;
    }

    private static Process launch(Path instance) throws IOException {
        var run =
                new ProcessBuilder(List.of(instance.resolve("bin/artemis").toString(), "run"))
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        instance.resolve("out.log").toFile()));
        run.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return run.start();
    }

    private void awaitListening() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> {
                    try (var socket = new Socket()) {
                        socket.connect(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    public int port() {
        return port;
    }

    public void stop() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    /** {@code kill -9}, also of what its start script left running. */
    public void killHard() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    /** Removes the journal and everything else that a stopped broker remembers. */
    public void wipe() throws IOException {
        try (Stream<Path> tree = Files.walk(instance.resolve("data"))) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    public void startAgain() throws IOException {
        process = launch(instance);
        awaitListening();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
