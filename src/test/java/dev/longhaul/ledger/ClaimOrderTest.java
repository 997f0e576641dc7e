package dev.longhaul.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.job.JobEvent;
import dev.longhaul.job.JobId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which job comes next. */
@QuarkusTest
@TestProfile(FencingTest.NoWorker.class)
class ClaimOrderTest {

    private static final int USUAL = 4;
    private static final long FIRST = -1;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject JobInserts inserts;
    @Inject JobClaims claims;
    @Inject JobEndings endings;
    @Inject QueueStates queues;

    private final List<Claim> open = new ArrayList<>();

    private JobId insert(long lane, int priority, Optional<Instant> runAt, String queue) {
        JobId id = JobId.create(Instant.now(), RANDOM);
        inserts.insert(
                new NewJob(
                        id,
                        "anonymous",
                        "no-op",
                        Optional.empty(),
                        "{}",
                        Optional.empty(),
                        queue,
                        priority,
                        lane,
                        OptionalLong.of(lane),
                        3,
                        Optional.empty(),
                        Duration.ofDays(1),
                        runAt,
                        Optional.empty(),
                        Optional.empty()));
        return id;
    }

    private JobId insert(long lane) {
        return insert(lane, USUAL, Optional.empty(), "default");
    }

    private List<Claim> claim(int wanted, long after, JobClaims.Limit... limits) {
        try {
            List<Claim> taken =
                    claims.claim(
                            new JobClaims.Request(
                                    "default",
                                    "worker",
                                    wanted,
                                    Duration.ofMinutes(1),
                                    new JobClaims.Turn(after, Optional.empty())),
                            List.of(limits));
            synchronized (open) {
                open.addAll(taken);
            }
            return taken;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Long> lanes(List<Claim> claims) {
        return claims.stream().map(Claim::lane).toList();
    }

    @AfterEach
    void settle() {
        claim(10_000, FIRST);
        open.stream()
                .map(claim ->
                        endings.apply(
                                claim.job(),
                                claim.attempt(),
                                new JobEvent.Succeeded(Optional.empty()),
                                Optional.empty()))
                .toList()
                .forEach(ending -> assertThat(ending.join()).isTrue());
    }

    @Test
    void theLongestWaitingComesFirst() {
        List<JobId> jobs = IntStream.range(0, 5).mapToObj(i -> insert(1)).toList();
        assertThat(claim(3, FIRST)).extracting(Claim::job).hasSameElementsAs(jobs.subList(0, 3));
    }

    @Test
    void higherPriorityOvertakes() {
        insert(1, 0, Optional.empty(), "default");
        insert(2);
        JobId urgent = insert(1, 9, Optional.empty(), "default");
        assertThat(claim(1, FIRST)).extracting(Claim::job).containsExactly(urgent);
        assertThat(lanes(claim(1, FIRST))).containsExactly(2L);
    }

    @Test
    void ownersTakeTurnsHoweverManyJobsOneHas() {
        IntStream.range(0, 500).forEach(i -> insert(10));
        insert(20);
        insert(5);
        List<Long> turns = new ArrayList<>();
        long after = FIRST;
        for (int i = 0; i < 5; i++) {
            List<Claim> taken = claim(1, after);
            after = taken.getLast().lane();
            turns.add(after);
        }
        assertThat(turns).containsExactly(5L, 10L, 20L, 10L, 10L);
    }

    @Test
    void whoTakesManyTakesSomeOfEachAndAllThatFit() {
        IntStream.range(0, 50).forEach(i -> insert(1));
        IntStream.range(0, 3).forEach(i -> insert(2));
        IntStream.range(0, 50).forEach(i -> insert(3));
        List<Long> taken = lanes(claim(20, FIRST));
        assertThat(taken).hasSize(20).contains(2L, 2L, 2L);
        assertThat(taken.stream().filter(lane -> lane == 1).count()).isBetween(6L, 11L);
        assertThat(claim(200, FIRST)).hasSize(83);
    }

    @Test
    void moreOwnersThanSlotsAllComeToTheirTurn() {
        LongStream.range(0, 40).forEach(this::insert);
        List<Long> turns = new ArrayList<>();
        long after = FIRST;
        for (int i = 0; i < 8; i++) {
            List<Claim> taken = claim(5, after);
            after = taken.getLast().lane();
            turns.addAll(lanes(taken));
        }
        assertThat(turns).doesNotHaveDuplicates().hasSize(40);
    }

    @Test
    void whatWaitsForItsTimeIsTakenWhenItHasCome() {
        insert(1, 9, Optional.of(Instant.now().plusSeconds(3600)), "default");
        JobId soon = insert(1, USUAL, Optional.of(Instant.now().plusMillis(300)), "default");
        assertThat(claim(10, FIRST)).isEmpty();
        org.awaitility.Awaitility.await()
                .untilAsserted(() ->
                        assertThat(claim(10, FIRST)).extracting(Claim::job).containsExactly(soon));
    }

    @Test
    void aPausedQueueGivesNothingAndOtherQueuesAreNotTouched() {
        JobId elsewhere = insert(1, USUAL, Optional.empty(), "narrow");
        insert(1);
        queues.setPaused("default", true);
        assertThat(claim(10, FIRST)).isEmpty();
        queues.setPaused("default", false);
        assertThat(claim(10, FIRST)).hasSize(1).extracting(Claim::job).doesNotContain(elsewhere);
    }

    @Test
    void aLimitForEachKeyHoldsBackOnlyThatKey() {
        IntStream.range(0, 10).forEach(i -> insert(1));
        insert(2);
        var limit = new JobClaims.Limit("no-op", OptionalInt.empty(), OptionalInt.of(2));
        assertThat(lanes(claim(10, FIRST, limit))).containsExactlyInAnyOrder(1L, 1L, 2L);
        assertThat(claim(10, FIRST, limit)).isEmpty();
    }

    @Test
    void aLimitHoldsAlsoWhenManyWorkersAskAtOnce() {
        IntStream.range(0, 100).forEach(i -> insert(i % 7));
        var limit = new JobClaims.Limit("no-op", OptionalInt.of(10), OptionalInt.empty());
        int taken = IntStream.range(0, 30).parallel().map(i -> claim(3, FIRST, limit).size()).sum();
        assertThat(taken).isEqualTo(10);
    }

    @Test
    void whoGoesOnFromWhereHeStoppedMissesNothingThatCameAfterwards() throws SQLException {
        List<JobId> jobs = IntStream.range(0, 6).mapToObj(i -> insert(7)).toList();
        JobClaims.Place last = reached(claim(2, FIRST));
        JobId elsewhere = insert(3);
        List<Claim> rest =
                claims.claim(
                        new JobClaims.Request(
                                "default",
                                "worker",
                                10,
                                Duration.ofMinutes(1),
                                new JobClaims.Turn(7, Optional.of(last))),
                        List.of());
        open.addAll(rest);
        List<JobId> expected = new ArrayList<>(jobs.subList(2, 6));
        expected.add(elsewhere);
        assertThat(rest).extracting(Claim::job).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static JobClaims.Place reached(List<Claim> taken) {
        return taken.stream()
                .map(claim -> new JobClaims.Place(claim.runAt(), claim.job()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Test
    void jobsOfTheSameTimeAreTakenInOrderAndNoneTwiceAlsoFromWhereAWorkerStopped()
            throws SQLException {
        Optional<Instant> time = Optional.of(Instant.now().minusSeconds(60));
        List<JobId> jobs =
                IntStream.range(0, 30)
                        .mapToObj(i -> insert(7, USUAL, time, "default"))
                        .sorted(Comparator.comparing(JobId::toString))
                        .toList();
        List<JobId> taken = new ArrayList<>();
        Optional<JobClaims.Place> from = Optional.empty();
        for (int i = 0; i < 6; i++) {
            List<Claim> some =
                    claims.claim(
                            new JobClaims.Request(
                                    "default",
                                    "worker",
                                    5,
                                    Duration.ofMinutes(1),
                                    new JobClaims.Turn(7, from)),
                            List.of());
            open.addAll(some);
            some.stream()
                    .map(Claim::job)
                    .sorted(Comparator.comparing(JobId::toString))
                    .forEach(taken::add);
            from = Optional.of(reached(some));
        }
        assertThat(taken).containsExactlyElementsOf(jobs);
    }

    @Test
    void whatALimitHoldsBackTakesNobodysTurn() throws SQLException {
        var limit = new JobClaims.Limit("no-op", OptionalInt.empty(), OptionalInt.of(1));
        LongStream.range(0, 5).forEach(this::insert);
        assertThat(claim(5, FIRST, limit)).hasSize(5);
        LongStream.range(0, 5).forEach(this::insert);
        insert(9);
        assertThat(lanes(claim(1, FIRST, limit))).containsExactly(9L);
    }
}
