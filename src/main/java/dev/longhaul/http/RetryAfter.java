package dev.longhaul.http;

import dev.longhaul.ledger.JobSnapshot;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Says when it is worth asking again, in whole seconds from 1 to 60: about a tenth of the time that is still to go as far
 * as progress tells, else a tenth of the job's age, with jitter, so that callers that came together do not return
 * together.
 */
@Singleton
class RetryAfter {

    private static final double SHARE = 0.1;
    private static final double JITTER = 0.2;
    private static final int LONGEST_SECONDS = 60;

    private final InstantSource clock;

    RetryAfter(InstantSource clock) {
        this.clock = clock;
    }

    int seconds(JobSnapshot job) {
        double jitter = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
        return Math.clamp(
                Math.round(remainingMillis(job) * SHARE * jitter / 1000), 1, LONGEST_SECONDS);
    }

    private double remainingMillis(JobSnapshot job) {
        if (!job.due()) {
            // Nothing happens before that time: come back when it has come.
            return Duration.between(clock.instant(), job.runAt()).toMillis() / SHARE;
        }
        double running =
                job.current()
                        .map(attempt ->
                                Duration.between(attempt.started(), clock.instant()).toMillis())
                        .orElse(0L);
        OptionalInt percent =
                job.progress().map(progress -> progress.percent()).orElse(OptionalInt.empty());
        if (percent.isPresent() && percent.getAsInt() > 0) {
            return running * (100 - percent.getAsInt()) / percent.getAsInt();
        }
        return Duration.between(job.created(), clock.instant()).toMillis();
    }
}
