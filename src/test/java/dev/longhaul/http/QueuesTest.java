package dev.longhaul.http;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import dev.longhaul.Jobs;
import dev.longhaul.jobtypes.limited.LimitedHandler;
import dev.longhaul.ledger.Workers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QueuesTest {

    @Inject LimitedHandler limited;
    @Inject Workers workers;
    @Inject EntityManager entities;
    @Inject InstantSource clock;

    @Test
    void theQueuesAreListed() {
        when().get("/queues")
                .then()
                .statusCode(200)
                .body("queues.name", hasItems("default", "narrow"));
    }

    @Test
    void aPausedQueueWaitsUntilItIsResumed() {
        when().post("/queues/narrow/pause").then().statusCode(200).body("paused", equalTo(true));
        String job = Jobs.submit("{\"type\": \"no-op\", \"queue\": \"narrow\"}");
        Jobs.awaitEnd(Jobs.submit("{\"type\": \"no-op\"}"));
        assertThat(Jobs.status(job).getString("stage")).isEqualTo("queued");
        when().get("/queues")
                .then()
                .body("queues.find { it.name == 'narrow' }.depth", equalTo(1))
                .body("queues.find { it.name == 'narrow' }.paused", equalTo(true));
        when().post("/queues/narrow/resume").then().statusCode(200).body("paused", equalTo(false));
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
    }

    @Test
    void aQueueThatNobodyNamedIsRefused() {
        when().post("/queues/nowhere/pause")
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-queue"))
                .body("detail", containsString("default, narrow"));
        Jobs.post("{\"type\": \"no-op\", \"queue\": \"nowhere\"}")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/queue"));
    }

    @Test
    void aWorkerRunsNoMoreOfAQueueAtOnceThanItMay() {
        List<String> jobs =
                IntStream.range(0, 5)
                        .mapToObj(i ->
                                Jobs.submit(
                                        """
                                        {"type": "add", "queue": "narrow",
                                         "parameters": {"a": 1, "b": 1, "seconds": 1}}
                                        """))
                        .toList();
        await().until(() -> {
            int running = when().get("/queues").path("queues.find { it.name == 'narrow' }.running");
            assertThat(running).isLessThanOrEqualTo(2);
            return jobs.stream().allMatch(job -> Jobs.status(job).getBoolean("done"));
        });
    }

    @Test
    void aLimitIsKeptHoweverManyJobsWait() {
        List<String> jobs =
                IntStream.range(0, 12)
                        .mapToObj(i -> Jobs.submit("{\"type\": \"limited\"}"))
                        .toList();
        jobs.forEach(
                job -> assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded"));
        assertThat(limited.most()).isEqualTo(1);
    }

    @Test
    void theWorkersAreListedWithWhatTheyRun() {
        String job = Jobs.submit("add", "{\"a\": 1, \"b\": 1, \"seconds\": 600}");
        String id = job.substring("/jobs/".length());
        await().untilAsserted(() ->
                when().get("/workers")
                        .then()
                        .statusCode(200)
                        .body("workers.running.flatten().id", hasItem(id))
                        .body(
                                "workers.find { it.running.id.contains('" + id + "') }.state",
                                equalTo("alive")));
        when().post(job + "/cancel").then().statusCode(202);
        Jobs.awaitEnd(job);
    }

    @Test
    void aWorkerThatWasNotHeardOfForALeaseIsLost() {
        workers.seen("somewhere-1-0000", "somewhere", 16, clock.instant());
        QuarkusTransaction.requiringNew()
                .run(() ->
                        entities.createNativeQuery(
                                        "UPDATE worker SET seen_at = seen_at - interval '16 s' WHERE id = 'somewhere-1-0000'")
                                .executeUpdate());
        try {
            when().get("/workers")
                    .then()
                    .statusCode(200)
                    .body("workers.find { it.id == 'somewhere-1-0000' }.state", equalTo("lost"));
        } finally {
            workers.leave("somewhere-1-0000");
        }
    }

    @Test
    void aFullQueueDoesNotKeepAnotherFromItsTurn() {
        List<String> busy =
                IntStream.range(0, 100)
                        .mapToObj(i -> Jobs.submit("add", "{\"a\": 1, \"b\": 1, \"seconds\": 3}"))
                        .toList();
        String other = Jobs.submit("{\"type\": \"no-op\", \"queue\": \"narrow\"}");
        Jobs.awaitEnd(other);
        assertThat(busy.stream().filter(job -> !Jobs.status(job).getBoolean("done")))
                .as("those before it still wait or run")
                .isNotEmpty();
        busy.forEach(job -> when().post(job + "/cancel"));
        await().until(() -> busy.stream().allMatch(job -> Jobs.status(job).getBoolean("done")));
    }
}
