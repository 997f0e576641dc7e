package dev.longhaul.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.job.Failure;
import dev.longhaul.job.JobEvent;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.job.Progress;
import dev.longhaul.job.StoredResult;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may write what, tried on the real statements while no worker runs. */
@QuarkusTest
@TestProfile(FencingTest.NoWorker.class)
class FencingTest {

    public static class NoWorker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "longhaul.roles",
                    "web",
                    "mp.messaging.incoming.announcements.enabled",
                    "false");
        }
    }

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final StoredResult RESULT =
            new StoredResult(
                    "00/x", "text/plain", "x.txt", 1, "0".repeat(64), OptionalLong.empty());

    @Inject JobInserts inserts;
    @Inject JobClaims claims;
    @Inject JobEndings endings;
    @Inject Leases leases;
    @Inject ProgressReports reports;
    @Inject JobLog log;
    @Inject Checkpoints checkpoints;
    @Inject JobReads reads;

    private JobId insert() {
        JobId id = JobId.create(Instant.now(), new SecureRandom());
        inserts.insert(job(id, Optional.empty()));
        return id;
    }

    private static NewJob job(JobId id, Optional<Instant> runAt) {
        return new NewJob(
                id,
                "anonymous",
                "add",
                Optional.empty(),
                "{}",
                Optional.empty(),
                "default",
                4,
                7,
                OptionalLong.empty(),
                3,
                Optional.empty(),
                Duration.ofDays(1),
                runAt,
                Optional.empty(),
                Optional.empty());
    }

    private static JobClaims.Request request(String worker, int wanted, Duration lease) {
        return new JobClaims.Request("default", worker, wanted, lease, JobClaims.Turn.NONE);
    }

    private Claim claim(Duration lease) throws Exception {
        List<Claim> claimed = claims.claim(request("worker", 1, lease), List.of());
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }

    private boolean apply(Claim claim, JobEvent.Ending ending) {
        return endings.apply(claim.job(), claim.attempt(), ending, Optional.empty()).join();
    }

    private JobSnapshot find(JobId id) {
        return reads.find(id, "anonymous").orElseThrow();
    }

    @Test
    void anAttemptThatLostItsLeaseCanWriteNothing() throws Exception {
        JobId id = insert();
        Claim stale = claim(Duration.ZERO);
        assertThat(leases.expired(10)).extracting(Leases.Expired::job).contains(id);
        assertThat(apply(stale, new JobEvent.LeaseExpired())).isTrue();
        Claim fresh = claim(LEASE);
        assertThat(fresh.job()).isEqualTo(id);
        assertThat(fresh.attempt()).isEqualTo(2);

        assertThat(apply(stale, new JobEvent.Succeeded(Optional.of(RESULT)))).isFalse();
        reports.write(
                List.of(
                        new ProgressReports.Report(
                                new Leases.Hold(id, stale.attempt()),
                                Optional.of(Progress.of(9, 10, "rows")),
                                Optional.empty())));
        var lost = new Leases.Hold(id, stale.attempt());
        assertThat(leases.renew(List.of(lost), LEASE)).isEmpty();
        log.append(List.of(new JobLog.Line(lost, 1, Instant.now(), "info", "too late")));
        assertThat(log.read(id, 0, 0, 10)).isEmpty();
        assertThat(checkpoints.save(lost, "{}", OptionalLong.empty())).isFalse();
        assertThat(checkpoints.find(id)).isEmpty();
        assertThat(find(id).status()).isEqualTo(JobStatus.RUNNING);
        assertThat(find(id).progress()).isEmpty();
        assertThat(find(id).result()).isEmpty();

        assertThat(apply(fresh, new JobEvent.Succeeded(Optional.of(RESULT)))).isTrue();
        assertThat(find(id).result()).contains(RESULT);
    }

    @Test
    void anAttemptThatLostItsLeaseTakesNoCheckpointAway() throws Exception {
        JobId id = insert();
        Claim stale = claim(Duration.ZERO);
        apply(stale, new JobEvent.LeaseExpired());
        Claim fresh = claim(LEASE);
        var held = new Leases.Hold(id, fresh.attempt());
        assertThat(checkpoints.save(held, "{\"n\":1}", OptionalLong.of(7))).isTrue();
        assertThat(checkpoints.save(held, "{\"n\":2}", OptionalLong.of(8))).isTrue();

        checkpoints.forget(new Leases.Hold(id, stale.attempt()));
        assertThat(checkpoints.find(id))
                .contains(
                        new Checkpoints.Checkpoint(
                                fresh.attempt(), "{\"n\":2}", OptionalLong.of(8)));

        apply(fresh, new JobEvent.Succeeded(Optional.empty()));
        checkpoints.forget(held);
        assertThat(checkpoints.find(id)).isEmpty();
    }

    @Test
    void aLineThatIsWrittenTwiceIsThereOnce() throws Exception {
        JobId id = insert();
        Claim claim = claim(LEASE);
        var held = new Leases.Hold(id, claim.attempt());
        var line = new JobLog.Line(held, 1, Instant.EPOCH, "info", "once");
        log.append(List.of(line));
        log.append(List.of(line, new JobLog.Line(held, 2, Instant.EPOCH, "error", "NUL \0")));
        assertThat(log.read(id, 0, 0, 10))
                .extracting(JobLog.Line::message)
                .containsExactly("once", "NUL \uFFFD");
        assertThat(log.read(id, 1, 1, 10)).extracting(JobLog.Line::number).containsExactly(2);
        apply(claim, new JobEvent.Succeeded(Optional.empty()));
    }

    @Test
    void theSameEndingAppliedTwiceStandsOnce() throws Exception {
        JobId id = insert();
        Claim claim = claim(LEASE);
        var ending = new JobEvent.Succeeded(Optional.of(RESULT));
        assertThat(apply(claim, ending)).isTrue();
        assertThat(apply(claim, ending)).as("a retry of a write whose answer was lost").isTrue();
        assertThat(apply(claim, new JobEvent.HandedBack())).isFalse();
        assertThat(find(id).ended()).hasSize(1);
    }

    @Test
    void ofManyEndingsOfOneAttemptOneWins() throws Exception {
        JobId id = insert();
        Claim claim = claim(LEASE);
        Stream<JobEvent.Ending> rivals =
                Stream.of(
                        new JobEvent.HandedBack(),
                        new JobEvent.Failed(Failure.of("broken", 500, "It broke.")),
                        new JobEvent.LeaseExpired(),
                        new JobEvent.Succeeded(Optional.of(RESULT)));
        List<CompletableFuture<Boolean>> outcomes =
                rivals.parallel()
                        .map(ending -> endings.apply(id, claim.attempt(), ending, Optional.empty()))
                        .toList();
        assertThat(outcomes.stream().map(CompletableFuture::join).filter(won -> won)).hasSize(1);
        assertThat(find(id).ended()).hasSize(1);
        settle(id);
    }

    @Test
    void aJobIsClaimedOnceHoweverManyWorkersAsk() throws Exception {
        List<JobId> jobs = IntStream.range(0, 50).mapToObj(i -> insert()).toList();
        List<Claim> claimed =
                IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(i -> {
                            try {
                                return claims.claim(request("worker-" + i, 5, LEASE), List.of());
                            } catch (java.sql.SQLException e) {
                                throw new AssertionError(e);
                            }
                        })
                        .flatMap(List::stream)
                        .toList();
        assertThat(claimed).extracting(Claim::job).containsExactlyInAnyOrderElementsOf(jobs);
        claimed.forEach(claim -> apply(claim, new JobEvent.Succeeded(Optional.empty())));
    }

    @Test
    void aJobIsNotClaimedBeforeItsTime() throws Exception {
        JobId id = JobId.create(Instant.now(), new SecureRandom());
        inserts.insert(job(id, Optional.of(Instant.now().plusSeconds(3600))));
        assertThat(claims.claim(request("worker", 10, LEASE), List.of())).isEmpty();
        assertThat(find(id).due()).isFalse();
    }

    @Test
    void insertingAJobTwiceLeavesOne() throws Exception {
        JobId id = insert();
        inserts.insert(job(id, Optional.of(Instant.now().plusSeconds(3600))));
        assertThat(find(id).due()).isTrue();
        settle(id);
    }

    @Test
    void somebodyElsesJobIsNotFound() throws Exception {
        JobId id = insert();
        assertThat(reads.find(id, "somebody-else")).isEmpty();
        settle(id);
    }

    /** Leaves nothing for the next test to claim. */
    private void settle(JobId id) throws Exception {
        for (Claim claim : claims.claim(request("worker", 10, LEASE), List.of())) {
            apply(claim, new JobEvent.Succeeded(Optional.empty()));
        }
        assertThat(find(id).id()).isEqualTo(id);
    }
}
