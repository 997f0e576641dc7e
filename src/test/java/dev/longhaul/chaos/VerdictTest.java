package dev.longhaul.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.chaos.Evidence.Answer;
import dev.longhaul.chaos.Evidence.Attempt;
import dev.longhaul.chaos.Evidence.Body;
import dev.longhaul.chaos.Evidence.Job;
import dev.longhaul.chaos.Evidence.Result;
import dev.longhaul.chaos.Violation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks the checks with evidence that is made up: each flaw is seen, and where there is none none is seen. */
class VerdictTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Task SUM = new Task.Sum(1, 2, 0);
    private static final String DIGEST = "d".repeat(64);
    private static final Answer THREE =
            new Answer("succeeded", Optional.of(new Body(1, DIGEST, Optional.empty())));

    private static Attempt attempt(int number, String outcome) {
        return new Attempt(
                number,
                "host-7-abcd",
                NOON.plusSeconds(10L * number),
                NOON.plusSeconds(10L * number + 5),
                outcome,
                null,
                null,
                null);
    }

    private static Job job(
            String status,
            int attempt,
            List<Attempt> attempts,
            int ends,
            int results,
            Answer answer) {
        boolean succeeded = status.equals("succeeded");
        boolean finished = succeeded || status.equals("failed");
        return new Job(
                "job",
                "1",
                status,
                attempt,
                NOON,
                finished ? Optional.of(NOON.plusSeconds(100)) : Optional.empty(),
                attempts,
                succeeded ? Optional.of(new Result("00/job.1", 1, DIGEST, null)) : Optional.empty(),
                attempt,
                ends,
                results,
                answer);
    }

    private static Job good() {
        return job(
                "succeeded", 2, List.of(attempt(1, "lost"), attempt(2, "succeeded")), 1, 1, THREE);
    }

    private static Evidence evidence(Job job) {
        return evidence(job, List.of("00/job.1"), List.of(), List.of());
    }

    private static Evidence evidence(
            Job job, List<String> results, List<String> staged, List<Cluster.Killed> killed) {
        return new Evidence(
                Map.of("1", SUM),
                Map.of("1", "job"),
                List.of(),
                List.of(job),
                killed,
                job.result().map(Result::key).stream().toList(),
                results,
                staged);
    }

    private static List<Kind> kinds(Evidence evidence) {
        return Verdict.on(evidence).violations().stream().map(Violation::kind).distinct().toList();
    }

    @Test
    void aJobThatWasLostOnceAndThenSucceededIsAsItShouldBe() {
        assertThat(Verdict.on(evidence(good())).violations()).isEmpty();
    }

    @Test
    void aPromisedJobThatIsNotThereIsLost() {
        var evidence =
                new Evidence(
                        Map.of("1", SUM),
                        Map.of("1", "job"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
        assertThat(kinds(evidence)).containsExactly(Kind.LOST);
    }

    @Test
    void aJobWithoutAnEndIsSeenAlsoIfNobodyWasPromisedIt() {
        var waiting =
                job("notStarted", 0, List.of(), 0, 0, new Answer("notStarted", Optional.empty()));
        var evidence =
                new Evidence(
                        Map.of("1", SUM),
                        Map.of(),
                        List.of(),
                        List.of(waiting),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
        assertThat(kinds(evidence)).containsExactly(Kind.NEVER_ENDED);
    }

    @Test
    void aFailedJobIsSeenForNothingWasWrongWithIt() {
        var failed =
                job(
                        "failed",
                        1,
                        List.of(attempt(1, "lost")),
                        1,
                        0,
                        new Answer("failed", Optional.empty()));
        assertThat(kinds(evidence(failed, List.of(), List.of(), List.of())))
                .containsExactly(Kind.NOT_SUCCEEDED);
    }

    @Test
    void twoEndingsAndTwoResultsAreSeenAlthoughTheRowsLookRight() {
        var good = good();
        var endedTwice = job("succeeded", 2, good.attempts(), 2, 1, THREE);
        var twoResults = job("succeeded", 2, good.attempts(), 1, 2, THREE);
        assertThat(kinds(evidence(endedTwice))).containsExactly(Kind.ENDED_TWICE);
        assertThat(kinds(evidence(twoResults))).containsExactly(Kind.ENDED_TWICE);
    }

    @Test
    void anAttemptOfWhichNothingIsKnownIsSeen() {
        var gap = job("succeeded", 2, List.of(attempt(2, "succeeded")), 1, 1, THREE);
        assertThat(kinds(evidence(gap))).containsExactly(Kind.ATTEMPTS);
    }

    @Test
    void anAttemptThatSucceededBeforeTheLastIsSeen() {
        var twice =
                job(
                        "succeeded",
                        2,
                        List.of(attempt(1, "succeeded"), attempt(2, "succeeded")),
                        1,
                        1,
                        THREE);
        var stale =
                job(
                        "succeeded",
                        2,
                        List.of(attempt(1, "succeeded"), attempt(2, "lost")),
                        1,
                        1,
                        THREE);
        assertThat(kinds(evidence(twice))).containsExactly(Kind.ATTEMPTS);
        assertThat(kinds(evidence(stale))).containsExactly(Kind.ATTEMPTS);
    }

    @Test
    void anAttemptOfAKilledWorkerIsLostAndNothingElse() {
        var killed = List.of(new Cluster.Killed(7, NOON.plusSeconds(12)));
        var good = good();
        var wrong =
                job(
                        "succeeded",
                        2,
                        List.of(attempt(1, "handedBack"), attempt(2, "succeeded")),
                        1,
                        1,
                        THREE);
        // The second attempt ended after the kill as well, so it cannot be the killed worker's.
        assertThat(Verdict.on(evidence(good, List.of("00/job.1"), List.of(), killed)).violations())
                .hasSize(1);
        assertThat(Verdict.on(evidence(wrong, List.of("00/job.1"), List.of(), killed)).violations())
                .hasSize(2);
    }

    @Test
    void aFailedAttemptHasToSayWhy() {
        var silent =
                job(
                        "succeeded",
                        2,
                        List.of(attempt(1, "failed"), attempt(2, "succeeded")),
                        1,
                        1,
                        THREE);
        assertThat(kinds(evidence(silent))).containsExactly(Kind.ATTEMPTS);
    }

    @Test
    void aCallerWhoGetsOtherBytesIsHeard() {
        var wrong = new Answer("succeeded", Optional.of(new Body(1, DIGEST, Optional.of("is 4"))));
        var cut =
                new Answer("succeeded", Optional.of(new Body(0, "e".repeat(64), Optional.empty())));
        var none = new Answer("succeeded", Optional.empty());
        for (Answer answer : List.of(wrong, cut, none)) {
            assertThat(kinds(evidence(job("succeeded", 2, good().attempts(), 1, 1, answer))))
                    .containsExactly(Kind.RESULT);
        }
    }

    @Test
    void filesThatAreLeftOverAndFilesThatAreMissingAreSeen() {
        var good = good();
        var orphan = evidence(good, List.of("00/job.1", "00/job.0"), List.of(), List.of());
        var staged = evidence(good, List.of("00/job.1"), List.of("job.1"), List.of());
        var missing = evidence(good, List.of(), List.of(), List.of());
        assertThat(kinds(orphan)).containsExactly(Kind.STALE_FILE);
        assertThat(kinds(staged)).containsExactly(Kind.STALE_FILE);
        assertThat(kinds(missing)).containsExactly(Kind.RESULT);
    }

    @Test
    void recoveryIsCountedFromTheEventToTheLastStartOfAHarmedJob() {
        var lost = evidence(good());
        assertThat(Verdict.recovery(lost, List.of(NOON.plusSeconds(12))))
                .isEqualTo(Duration.ofSeconds(8));
        // The second attempt was under way then, and succeeded.
        assertThat(Verdict.recovery(lost, List.of(NOON.plusSeconds(22)))).isZero();
        // Not there yet at the event: counted from when it was.
        assertThat(Verdict.recovery(lost, List.of(NOON.minusSeconds(60))))
                .isEqualTo(Duration.ofSeconds(20));
        // Of two moments each answers for what came before the next.
        assertThat(Verdict.recovery(lost, List.of(NOON.minusSeconds(60), NOON.plusSeconds(14))))
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void tasksKnowTheirResults() {
        assertThat(SUM.complaint(bytes("3"))).isEmpty();
        assertThat(SUM.complaint(bytes("4"))).isPresent();
        var csv = new Task.Export(2, "csv");
        assertThat(csv.complaint(bytes("n,text\r\n1,row 1\r\n2,row 2\r\n"))).isEmpty();
        assertThat(csv.complaint(bytes("n,text\r\n1,row 1\r\n"))).isPresent();
        assertThat(csv.complaint(bytes("n,text\r\n1,row 1\r\n2,row"))).isPresent();
        assertThat(csv.complaint(bytes("n,text\r\n1,row 1\r\n1,row 1\r\n"))).isPresent();
        var ndjson = new Task.Export(1, "ndjson");
        assertThat(ndjson.complaint(bytes("{\"n\":1,\"text\":\"row 1\"}\n"))).isEmpty();
        assertThat(ndjson.complaint(bytes(""))).isPresent();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
