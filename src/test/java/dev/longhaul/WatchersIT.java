package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.longhaul.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The jar with many who watch it, and with some who do when it is told to end. */
class WatchersIT {

    private static final int STREAMS = 2000;
    private static final int JOBS = 10;
    private static final long LITTLE_BYTES_A_STREAM = 50_000;
    private static final String ADD = "{\"type\": \"add\", \"parameters\": {\"a\": 5, \"b\": 7}}";
    private static final String SLOW =
            "{\"type\": \"add\", \"parameters\": {\"a\": 5, \"b\": 7, \"seconds\": 600}}";

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path directory;

    @Test
    void oneProcessHoldsTwoThousandStreamsAndAllHearOfTheEnd() {
        var environment = Map.of("LONGHAUL_DATA_DIR", "data");
        try (var application =
                        PackagedApplication.startReady(
                                directory, environment, "-Xmx256m", "-XX:+UseSerialGC");
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            application.post("/queues/default/pause", "");
            List<String> jobs =
                    IntStream.range(0, JOBS).mapToObj(i -> application.submit(ADD)).toList();
            long before = usedHeap(application);
            var connected = new AtomicInteger();
            var comments = new AtomicInteger();
            List<CompletableFuture<String>> ends =
                    IntStream.range(0, STREAMS)
                            .mapToObj(i -> jobs.get(i % JOBS) + "/events")
                            .map(path ->
                                    CompletableFuture.supplyAsync(
                                            () -> {
                                                try (var source =
                                                        EventSource.open(application.uri(path))) {
                                                    source.next();
                                                    connected.incrementAndGet();
                                                    return lastName(source, comments);
                                                }
                                            },
                                            readers))
                            .toList();
            await().atMost(Duration.ofSeconds(60)).until(() -> connected.get() == STREAMS);
            assertThat((usedHeap(application) - before) / STREAMS)
                    .as("bytes of heap for each stream")
                    .isLessThan(LITTLE_BYTES_A_STREAM);
            await().atMost(Duration.ofSeconds(30)).until(() -> comments.get() >= STREAMS);

            application.post("/queues/default/resume", "");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> ends.stream().allMatch(CompletableFuture::isDone));
            assertThat(ends).allSatisfy(end -> assertThat(end.join()).isEqualTo("succeeded"));
            // A timed duty may just be at work when the process has ended already.
            assertThat(
                            application
                                    .log()
                                    .lines()
                                    .filter(line ->
                                            !line.contains("Error Occurred After Shutdown")))
                    .noneMatch(line -> line.contains("ERROR") || line.contains("Exception"));
        }
    }

    private static String lastName(EventSource source, AtomicInteger comments) {
        String last = "";
        while (!source.ended()) {
            EventSource.Event event = source.next();
            if (event.isComment()) {
                comments.incrementAndGet();
            } else {
                last = event.name();
            }
        }
        return last;
    }

    /** Bytes that live, by the metrics, after a collection that the JDK's own tool asked for. */
    private static long usedHeap(PackagedApplication application) {
        try {
            int exit =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                            .toString(),
                                    String.valueOf(application.pid()),
                                    "GC.run")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            assertThat(exit).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return application
                .get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf('}') + 1)))
                .sum();
    }

    @Test
    void whoWaitsWhenTheProcessEndsGetsAnAnswer() {
        var environment = Map.of("LONGHAUL_DATA_DIR", "data", "LONGHAUL_EXECUTION_DRAIN", "1s");
        try (var application = PackagedApplication.startReady(directory, environment);
                var http = HttpClient.newHttpClient()) {
            String job = application.submit(SLOW);
            await().until(() -> application.status(job).path("status").asText().equals("running"));
            try (var source = EventSource.open(application.uri(job + "/events"))) {
                assertThat(source.next().name()).isEqualTo("stage");
                List<CompletableFuture<HttpResponse<String>>> submissions =
                        IntStream.range(0, 50)
                                .mapToObj(i -> submitAndWait(http, application))
                                .toList();
                await().until(() ->
                        application
                                .get("/q/metrics")
                                .body()
                                .lines()
                                .filter(line -> line.startsWith("http_server_active_requests"))
                                .anyMatch(line -> line.matches(".* 5[1-9](\\.\\d+)?")));

                assertThat(application.stop()).isEqualTo(143);

                assertThat(submissions)
                        .allSatisfy(
                                answer -> assertThat(answer.join().statusCode()).isEqualTo(202));
                assertThat(source.rest()).noneMatch(event -> event.job().path("done").asBoolean());
            }
            // A timed duty may just be at work when the process has ended already.
            assertThat(
                            application
                                    .log()
                                    .lines()
                                    .filter(line ->
                                            !line.contains("Error Occurred After Shutdown")))
                    .noneMatch(line -> line.contains("ERROR") || line.contains("Exception"));
        }
    }

    private static CompletableFuture<HttpResponse<String>> submitAndWait(
            HttpClient http, PackagedApplication application) {
        return http.sendAsync(
                        HttpRequest.newBuilder(application.uri("/jobs"))
                                .header("Content-Type", "application/json")
                                .header("Prefer", "wait=30")
                                .POST(HttpRequest.BodyPublishers.ofString(SLOW))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(Contract::checked);
    }
}
