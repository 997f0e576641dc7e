package dev.longhaul.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.PackagedApplication;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Callers that submit jobs whatever happens, and remember what they asked for and what they were promised. Each job has a
 * label by which it is found also if its caller got no answer.
 */
final class Workload implements AutoCloseable {

    /** Something that goes wrong while callers hurry. */
    @FunctionalInterface
    interface Disturbance {
        void happen() throws Exception;
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CALLERS = 4;
    private static final int HURRIED_CALLERS = 8;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int ACCEPTED = 202;

    private final Cluster cluster;
    private final String round;
    private final RandomGenerator random;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<String, Task> asked = new ConcurrentHashMap<>();
    private final Map<String, String> promised = new ConcurrentHashMap<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final ScheduledExecutorService callers = Executors.newScheduledThreadPool(CALLERS);

    /**
     * @param round a name that no other workload of the cluster has
     * @param seed of what is submitted
     */
    Workload(Cluster cluster, String round, long seed) {
        this.cluster = cluster;
        this.round = round;
        this.random = new Random(seed);
    }

    /** Has callers submit one job after another, of all kinds, until this is closed. */
    void begin() {
        for (int caller = 0; caller < CALLERS; caller++) {
            var _ =
                    callers.scheduleWithFixedDelay(
                            () -> submit(Task.random(random)),
                            caller * PAUSE.toMillis() / CALLERS,
                            PAUSE.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    /** Submits one job. Without an answer nothing is known of it, and that is no error. */
    void submit(Task task) {
        String label = String.valueOf(numbers.incrementAndGet());
        asked.put(label, task);
        List<PackagedApplication> webs = List.copyOf(cluster.webs());
        PackagedApplication web = webs.get(numbers.get() % webs.size());
        String body =
                """
                {"type": "%s", "parameters": %s, "maxAttempts": 100,
                 "labels": {"round": "%s", "task": "%s"}}
                """
                        .formatted(task.type(), task.parameters(), round, label);
        var request =
                HttpRequest.newBuilder(web.uri("/jobs"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == ACCEPTED) {
                JsonNode job = JSON.readTree(answer.body());
                promised.put(label, job.path("id").asText());
            } else if (answer.statusCode() < 500) {
                refusals.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            // The process was killed, or is not there yet: the caller cannot know which.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has more callers submit quick jobs, as fast as they can, for as long as {@code disturbance} takes. */
    void rush(Disturbance disturbance) throws Exception {
        var rushing = new AtomicBoolean(true);
        try (var hurried = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < HURRIED_CALLERS; caller++) {
                hurried.execute(() -> {
                    while (rushing.get()) {
                        submit(new Task.Sum(random.nextInt(1_000), 1, 0));
                    }
                });
            }
            try {
                disturbance.happen();
            } finally {
                rushing.set(false);
            }
        }
    }

    String round() {
        return round;
    }

    /** What callers asked for, by label. */
    Map<String, Task> asked() {
        return asked;
    }

    /** The ids that they were given for it, by label. */
    Map<String, String> promised() {
        return promised;
    }

    /** Answers that blame the caller. */
    List<String> refusals() {
        return refusals;
    }

    /** Whether nobody submits any more. */
    boolean isOver() {
        return callers.isShutdown();
    }

    /** Submits no more. Returns when the last caller has its answer. */
    @Override
    public void close() {
        callers.shutdown();
        try {
            if (!callers.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("callers still wait for their answers");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        http.close();
    }
}
