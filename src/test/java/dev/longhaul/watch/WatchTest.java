package dev.longhaul.watch;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.longhaul.EventSource;
import dev.longhaul.EventSource.Event;
import dev.longhaul.Jobs;
import dev.longhaul.Rows;
import dev.longhaul.contract.Contract;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
class WatchTest {

    private static final int THOUSAND = 1000;
    private static final String LATER =
            "{\"type\": \"add\", \"delay\": \"PT1H\", \"parameters\": {\"a\": 5, \"b\": 7}}";

    @TestHTTPResource URI service;

    @Inject Watch watch;
    @Inject Rows rows;

    @BeforeEach
    void nobodyWaits() {
        await().until(() -> watch.size() == 0);
    }

    @Test
    void aThousandWaitAndAllHearOfTheEndAtOnce() {
        String job = Jobs.submit(LATER);
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(service.resolve(job + "/status"))
                            .header("Prefer", "wait=30")
                            .build();
            List<CompletableFuture<HttpResponse<String>>> answers =
                    IntStream.range(0, THOUSAND)
                            .mapToObj(i ->
                                    http.sendAsync(request, BodyHandlers.ofString())
                                            .thenApply(Contract::checked))
                            .toList();
            await().atMost(Duration.ofSeconds(25)).until(() -> watch.size() == THOUSAND);

            // The process does other things meanwhile, and holds no thread for those who wait.
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(500);
            assertThat(
                            Jobs.awaitEnd(Jobs.submit("add", "{\"a\": 5, \"b\": 7}"))
                                    .getString("status"))
                    .isEqualTo("succeeded");
            assertThat(answers).noneMatch(CompletableFuture::isDone);

            when().post(job + "/cancel").then().statusCode(202);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> answers.stream().allMatch(CompletableFuture::isDone));
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().body()).contains("canceled"));
        }
        assertThat(watch.size()).isZero();
    }

    @Test
    void whoHangsUpLeavesNothingBehind() throws Exception {
        String job = Jobs.submit(LATER);
        try (Socket stream = request(job + "/events")) {
            try (Socket poll = request(job + "/status")) {
                await().until(() -> watch.size() == 2);
                assertThat(poll.isConnected()).isTrue();
            }
            await().until(() -> watch.size() == 1);
            assertThat(stream.isConnected()).isTrue();
        }
        await().until(() -> watch.size() == 0);
    }

    private Socket request(String path) throws Exception {
        var socket = new Socket(service.getHost(), service.getPort());
        socket.getOutputStream()
                .write(
                        ("GET "
                                        + path
                                        + " HTTP/1.1\r\nHost: longhaul.example\r\nPrefer: wait=30\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void whoReadsSlowlyMissesStepsButNotTheEnd() {
        String job = Jobs.submit(LATER);
        String id = job.substring("/jobs/".length());
        int steps = 20;
        int size = 2_000_000;
        URI events = service.resolve(job + "/events");
        try (EventSource slow = EventSource.open(events);
                EventSource fast = EventSource.open(events)) {
            fast.next();
            for (int i = 1; i <= steps; i++) {
                rows.execute(
                        """
                        UPDATE job SET version = version + 1, completed = %d, unit = 'steps', message = repeat('x', %d)
                        WHERE id = '%s'
                        """
                                .formatted(i, size, id));
                int version = i + 1;
                await().until(() -> fast.next().id() == version);
            }
            when().post(job + "/cancel").then().statusCode(202);
            assertThat(fast.rest()).extracting(Event::name).containsExactly("canceled");

            assertThat(slow.rest().getLast().name()).isEqualTo("canceled");
            assertThat(slow.characters()).isLessThan((long) size * steps / 2);
            assertThat(fast.characters()).isGreaterThan((long) size * steps);
        }
    }
}
