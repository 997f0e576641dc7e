package dev.longhaul.upkeep;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.longhaul.Jobs;
import dev.longhaul.Rows;
import dev.longhaul.files.FileStore;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.Retention;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ByHand.class)
class ExpiryTest {

    private static final String SOON_GONE =
            "{\"type\": \"add\", \"retention\": \"PT1S\", \"parameters\": {\"a\": 1, \"b\": 2}}";

    @ConfigProperty(name = "longhaul.data-dir")
    Path data;

    @Inject Retention retention;
    @Inject FileStore files;
    @Inject Rows rows;
    @Inject DataSource database;

    private Expiry expiry;

    @BeforeEach
    void createExpiry() {
        expiry = new Expiry(ByHand.Settings.USUAL, retention, files);
    }

    private static Response submit(String key, String request) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(request)
                .post("/jobs");
    }

    private static void awaitExpired(String job) {
        await().until(() -> when().get(job).statusCode() == 410);
    }

    private static void assertGone(String job) {
        when().get(job).then().statusCode(410).body("code", equalTo("job-expired"));
        when().get(job + "/status").then().statusCode(410).body("code", equalTo("job-expired"));
        when().get(job + "/result").then().statusCode(410).body("code", equalTo("result-expired"));
    }

    private List<Path> filesOf(JobId job) throws IOException {
        try (Stream<Path> all = Files.walk(data.resolve("files"))) {
            return all.filter(file -> file.getFileName().toString().startsWith(job.toString()))
                    .toList();
        }
    }

    @Test
    void aJobWhoseTimeIsUpGoesWithAllThatBelongsToIt() throws IOException {
        String key = UUID.randomUUID().toString();
        String id = submit(key, SOON_GONE).then().statusCode(202).extract().path("id");
        JobId job = JobId.parse(id).orElseThrow();
        String path = "/jobs/" + id;
        awaitExpired(path);
        assertGone(path);
        assertThat(filesOf(job)).as("before anybody has tidied up").hasSize(1);

        expiry.expire();
        assertGone(path);
        assertThat(filesOf(job)).isEmpty();
        assertThat(rows.of(job)).as("the memory of it").isEqualTo(1);
        submit(key, "{\"type\": \"no-op\", \"parameters\": {}}").then().statusCode(202);

        new Expiry(ByHand.Settings.USUAL.withTombstones(Duration.ZERO), retention, files).expire();
        for (String resource : List.of("", "/status", "/result")) {
            when().get(path + resource).then().statusCode(404).body("code", equalTo("no-such-job"));
        }
        assertThat(rows.of(job)).isZero();
    }

    @Test
    void aJobThatMayStayStays() throws IOException {
        String path = Jobs.submit("add", "{\"a\": 1, \"b\": 2}");
        Jobs.awaitEnd(path);
        expiry.expire();
        when().get(path + "/result").then().statusCode(200);
    }

    @Test
    void whatWasThereIsForgottenOnlyInItsTime() {
        rows.expired(1);
        expiry.expire();
        long remembered = rows.number("SELECT count(*) FROM expired_job WHERE owner = 'nobody'");
        expiry.expire();
        assertThat(rows.number("SELECT count(*) FROM expired_job WHERE owner = 'nobody'"))
                .isEqualTo(remembered)
                .isPositive();
    }

    @Test
    void anIdempotencyKeyIsFreeAsSoonAsTheTimeOfItsJobIsUp() {
        String key = UUID.randomUUID().toString();
        String first = submit(key, SOON_GONE).then().statusCode(202).extract().path("id");
        awaitExpired("/jobs/" + first);
        String second = submit(key, SOON_GONE).then().statusCode(202).extract().path("id");
        assertThat(second).isNotEqualTo(first);
        assertGone("/jobs/" + first);
    }

    @Test
    void theQueueIsServedWhileThousandsOfJobsExpire() throws Exception {
        rows.expired(5_000);
        int expired = 0;
        var served = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Integer> expiring = () -> expireUntil(served);
            var counts = List.of(threads.submit(expiring), threads.submit(expiring));
            try {
                List<String> jobs =
                        IntStream.range(0, 20)
                                .mapToObj(_ -> Jobs.submit("add", "{\"a\": 1, \"b\": 2}"))
                                .toList();
                for (String job : jobs) {
                    assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
                }
            } finally {
                served.set(true);
            }
            for (var count : counts) {
                expired += count.get();
            }
        }
        assertThat(expired).isGreaterThan(5_000);
        assertThat(rows.ofExpired()).isZero();
    }

    /** Removes full batches, and sees to it that there are some, for as long as others are being served. */
    private int expireUntil(AtomicBoolean served) throws SQLException {
        int expired = 0;
        do {
            rows.expired(2 * Retention.BATCH);
            int batch;
            do {
                batch = retention.expire().jobs();
                expired += batch;
            } while (batch == Retention.BATCH);
        } while (!served.get());
        return expired;
    }

    @Test
    void whatSomebodyElseHoldsIsLeftForLater() throws SQLException {
        rows.expired(1);
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            try (PreparedStatement hold =
                    other.prepareStatement("SELECT 1 FROM job WHERE owner = 'nobody' FOR UPDATE")) {
                hold.execute();
                rows.expired(1);
                expiry.expire();
                assertThat(rows.number("SELECT count(*) FROM job WHERE owner = 'nobody'"))
                        .isEqualTo(1);
            } finally {
                other.rollback();
                other.setAutoCommit(true);
            }
        }
        expiry.expire();
        assertThat(rows.ofExpired()).isZero();
    }
}
