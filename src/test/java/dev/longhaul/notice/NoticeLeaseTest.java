package dev.longhaul.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.longhaul.Jobs;
import dev.longhaul.ledger.Notices;
import dev.longhaul.upkeep.ByHand;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of notices whose process dies. Here nobody delivers any by themselves. */
@QuarkusTest
@TestProfile(ByHand.class)
class NoticeLeaseTest {

    @Inject Notices notices;
    @Inject Deliveries deliveries;

    private static Notices.Try made(boolean delivered, String words) {
        return new Notices.Try(
                Instant.now(),
                Duration.ofMillis(5),
                delivered,
                OptionalInt.empty(),
                words,
                List.of(),
                Optional.empty());
    }

    @Test
    void whatAProcessThatDiedHadTakenIsDueAgainAndItsLateFailureDoesNotCount() {
        String job =
                Jobs.submit(
                        "{\"type\": \"no-op\", \"notify\": {\"webhook\": {\"url\": \"https://example.org\"}}}");
        Jobs.awaitEnd(job);
        List<Notices.Due> taken = new ArrayList<>();
        await().until(() -> {
            taken.addAll(notices.claim(10, Duration.ofSeconds(1), List.of()));
            return taken.size() == 2;
        });
        Notices.Due first = taken.get(0);
        Notices.Due second = taken.get(1);
        assertThat(second.message()).isEqualTo(first.message());
        assertThat(second.tries()).isEqualTo(first.tries() + 1);

        notices.record(first, made(false, "late"));
        assertThat(Jobs.status(job).getString("notifications[0].state")).isEqualTo("due");
        notices.record(second, made(true, "in time"));
        assertThat(Jobs.status(job).getString("notifications[0].state")).isEqualTo("delivered");
        assertThat(Jobs.status(job).getList("notifications[0].deliveries.message"))
                .containsExactly("late", "in time");
        assertThat(notices.claim(10, Duration.ofSeconds(1), List.of())).isEmpty();
    }

    @Test
    void aNoticeThatAllItsProcessesDiedOfIsGivenUp() {
        String job =
                Jobs.submit(
                        "{\"type\": \"no-op\", \"notify\": {\"webhook\": {\"url\": \"https://example.org\"}}}");
        Jobs.awaitEnd(job);
        AtomicInteger tries = new AtomicInteger();
        await().until(() -> {
            notices.claim(1, Duration.ofMillis(10), List.of())
                    .forEach(due -> tries.set(due.tries()));
            return tries.get() == 4;
        });
        await().until(() -> {
            deliveries.begin();
            return Jobs.status(job).getString("notifications[0].state").equals("givenUp");
        });
        assertThat(Jobs.status(job).getList("notifications[0].deliveries.message"))
                .containsExactly("Each try ended without an answer being recorded.");
    }
}
