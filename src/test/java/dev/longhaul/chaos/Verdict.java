package dev.longhaul.chaos;

import dev.longhaul.chaos.Evidence.Attempt;
import dev.longhaul.chaos.Evidence.Job;
import dev.longhaul.chaos.Violation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the evidence says against the engine. Pure: the same evidence always leads to the same verdict, so the checks can
 * be checked with evidence that is made up.
 */
record Verdict(List<Violation> violations) {

    /** What was on its way to the ledger when its worker was killed. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(500);

    static Verdict on(Evidence evidence) {
        var violations = new ArrayList<Violation>();
        violations.addAll(lost(evidence));
        for (Job job : evidence.jobs()) {
            violations.addAll(ending(job));
            violations.addAll(attempts(job));
            violations.addAll(explanations(job, evidence.killed()));
            violations.addAll(result(job));
        }
        violations.addAll(files(evidence));
        evidence.refusals()
                .forEach(refusal ->
                        violations.add(
                                new Violation(
                                        Kind.UNEXPECTED, "a caller", "was refused: " + refusal)));
        return new Verdict(List.copyOf(violations));
    }

    long count(Kind kind) {
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }

    /** What was promised is there, once, and what is there was asked for. */
    private static List<Violation> lost(Evidence evidence) {
        var violations = new ArrayList<Violation>();
        Set<String> ids = evidence.jobs().stream().map(Job::id).collect(Collectors.toSet());
        evidence.promised().values().stream()
                .filter(id -> !ids.contains(id))
                .forEach(id ->
                        violations.add(
                                new Violation(
                                        Kind.LOST, id, "was answered with 202 and is not there")));
        evidence.jobs().stream()
                .collect(Collectors.groupingBy(Job::label))
                .forEach((label, jobs) -> {
                    if (jobs.size() > 1 || !evidence.asked().containsKey(label)) {
                        violations.add(
                                new Violation(
                                        Kind.UNEXPECTED,
                                        jobs.getFirst().id(),
                                        jobs.size() + " jobs are there for the request " + label));
                    }
                });
        return violations;
    }

    private static List<Violation> ending(Job job) {
        var violations = new ArrayList<Violation>();
        if (job.finished().isEmpty()) {
            violations.add(
                    new Violation(
                            Kind.NEVER_ENDED,
                            job.id(),
                            "is %s after %d attempts".formatted(job.status(), job.attempt())));
        } else if (!job.status().equals("succeeded")) {
            violations.add(
                    new Violation(Kind.NOT_SUCCEEDED, job.id(), job.status() + lastWords(job)));
        }
        if (job.ends() > 1) {
            violations.add(
                    new Violation(
                            Kind.ENDED_TWICE, job.id(), "was ended " + job.ends() + " times"));
        }
        if (job.outcomes() > 1) {
            violations.add(
                    new Violation(
                            Kind.ENDED_TWICE,
                            job.id(),
                            "was given a result " + job.outcomes() + " times"));
        }
        if (!job.answer().status().equals(job.status())) {
            violations.add(
                    new Violation(
                            Kind.RESULT,
                            job.id(),
                            "callers see %s, the ledger says %s"
                                    .formatted(job.answer().status(), job.status())));
        }
        return violations;
    }

    private static String lastWords(Job job) {
        return job.attempts().isEmpty()
                ? ""
                : ": " + job.attempts().getLast().code() + ", " + job.attempts().getLast().detail();
    }

    /** One row for each number from 1, of which the last and only the last succeeded, if the job did. */
    private static List<Violation> attempts(Job job) {
        var violations = new ArrayList<Violation>();
        boolean ended = job.finished().isPresent();
        int expected = job.status().equals("running") ? job.attempt() - 1 : job.attempt();
        Set<Integer> numbers =
                job.attempts().stream().map(Attempt::number).collect(Collectors.toSet());
        for (int number = 1; number <= expected; number++) {
            if (!numbers.contains(number)) {
                violations.add(
                        new Violation(
                                Kind.ATTEMPTS,
                                job.id(),
                                "nothing is known of attempt %d of %d"
                                        .formatted(number, job.attempt())));
            }
        }
        if (job.attempts().size() > expected) {
            violations.add(
                    new Violation(
                            Kind.ATTEMPTS,
                            job.id(),
                            "%d attempts ended, which is more than the %d that count"
                                    .formatted(job.attempts().size(), expected)));
        }
        if (job.starts() != job.attempt()) {
            violations.add(
                    new Violation(
                            Kind.ATTEMPTS,
                            job.id(),
                            "was started %d times and counts %d attempts"
                                    .formatted(job.starts(), job.attempt())));
        }
        List<Integer> succeeded =
                job.attempts().stream()
                        .filter(attempt -> attempt.outcome().equals("succeeded"))
                        .map(Attempt::number)
                        .toList();
        List<Integer> right =
                ended && job.status().equals("succeeded") ? List.of(job.attempt()) : List.of();
        if (!succeeded.equals(right)) {
            violations.add(
                    new Violation(
                            Kind.ATTEMPTS,
                            job.id(),
                            "%s after %d attempts, of which %s succeeded"
                                    .formatted(job.status(), job.attempt(), succeeded)));
        }
        return violations;
    }

    /** Attempts of killed workers are called lost, and failed ones say why. */
    private static List<Violation> explanations(Job job, List<Cluster.Killed> killed) {
        var violations = new ArrayList<Violation>();
        for (Attempt attempt : job.attempts()) {
            boolean killedInTheMiddle =
                    killed.stream()
                            .anyMatch(worker ->
                                    Cluster.isNamed(attempt.worker(), worker.pid())
                                            && attempt.finished()
                                                    .isAfter(worker.at().plus(ON_ITS_WAY)));
            if (killedInTheMiddle && !attempt.outcome().equals("lost")) {
                violations.add(
                        new Violation(
                                Kind.ATTEMPTS,
                                job.id(),
                                "attempt %d is called %s, but its worker was killed"
                                        .formatted(attempt.number(), attempt.outcome())));
            }
            if (attempt.outcome().equals("failed")
                    && (attempt.code() == null || attempt.message() == null)) {
                violations.add(
                        new Violation(
                                Kind.ATTEMPTS,
                                job.id(),
                                "attempt " + attempt.number() + " failed and does not say why"));
            }
        }
        return violations;
    }

    /** A caller gets the bytes that the ledger describes, and they are what was asked for. */
    private static List<Violation> result(Job job) {
        if (!job.status().equals("succeeded")) {
            return job.result().isPresent() || job.answer().body().isPresent()
                    ? List.of(
                            new Violation(
                                    Kind.RESULT, job.id(), job.status() + ", and has a result"))
                    : List.of();
        }
        if (job.result().isEmpty() || job.answer().body().isEmpty()) {
            return List.of(new Violation(Kind.RESULT, job.id(), "succeeded without a result"));
        }
        var described = job.result().get();
        var body = job.answer().body().get();
        if (body.complaint().isPresent()) {
            return List.of(new Violation(Kind.RESULT, job.id(), body.complaint().get()));
        }
        return body.size() == described.size() && body.sha256().equals(described.sha256())
                ? List.of()
                : List.of(
                        new Violation(
                                Kind.RESULT,
                                job.id(),
                                "the result is not of the size and digest that the ledger says"));
    }

    /** The files are those that the ledger points to. */
    private static List<Violation> files(Evidence evidence) {
        var violations = new ArrayList<Violation>();
        Set<String> keys = new HashSet<>(evidence.keys());
        Set<String> results = Set.copyOf(evidence.results());
        evidence.results().stream()
                .filter(file -> !keys.contains(file))
                .forEach(file ->
                        violations.add(
                                new Violation(Kind.STALE_FILE, file, "is the result of no job")));
        evidence.staged()
                .forEach(file ->
                        violations.add(
                                new Violation(Kind.STALE_FILE, file, "is still being written")));
        keys.stream()
                .filter(key -> !results.contains(key))
                .forEach(key ->
                        violations.add(
                                new Violation(
                                        Kind.RESULT, key, "is the result of a job and not there")));
        return violations;
    }

    /**
     * How long an event was felt: the longest time from a moment of it until a job that waited then, or whose attempt came to
     * nothing, was started again for the last time before the next moment.
     *
     * @param moments in their order
     */
    static Duration recovery(Evidence evidence, List<Instant> moments) {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < moments.size(); i++) {
            Instant next = i + 1 < moments.size() ? moments.get(i + 1) : Instant.MAX;
            for (Job job : evidence.jobs()) {
                Duration felt = felt(job, moments.get(i), next);
                longest = felt.compareTo(longest) > 0 ? felt : longest;
            }
        }
        return longest;
    }

    private static Duration felt(Job job, Instant moment, Instant next) {
        boolean unharmed =
                job.attempts().stream()
                        .anyMatch(attempt ->
                                !attempt.started().isAfter(moment)
                                        && attempt.finished().isAfter(moment)
                                        && attempt.outcome().equals("succeeded"));
        boolean over = job.finished().filter(end -> !end.isAfter(moment)).isPresent();
        if (unharmed || over || job.created().isAfter(next)) {
            return Duration.ZERO;
        }
        Instant since = job.created().isAfter(moment) ? job.created() : moment;
        List<Instant> starts =
                job.attempts().stream()
                        .map(Attempt::started)
                        .filter(start -> start.isAfter(since))
                        .toList();
        return starts.stream()
                .filter(start -> start.isBefore(next))
                .max(Instant::compareTo)
                .or(() -> starts.stream().findFirst())
                .map(start -> Duration.between(since, start))
                .orElse(Duration.ZERO);
    }

    /** How many attempts ended so, of all jobs. */
    static long attempts(Evidence evidence, String outcome) {
        Map<String, Long> outcomes =
                evidence.jobs().stream()
                        .flatMap(job -> job.attempts().stream())
                        .collect(Collectors.groupingBy(Attempt::outcome, Collectors.counting()));
        return outcomes.getOrDefault(outcome, 0L);
    }
}
