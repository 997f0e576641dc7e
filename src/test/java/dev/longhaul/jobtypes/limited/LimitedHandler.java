package dev.longhaul.jobtypes.limited;

import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how many of its jobs run at once; each owner may have one, by the settings of the tests. */
@Singleton
@RegisterForReflection
public class LimitedHandler implements JobHandler<LimitedHandler.Parameters> {

    record Parameters() {}

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Override
    public JobType<Parameters> type() {
        return JobType.of("limited", Parameters.class, "Runs one at a time.", new Parameters());
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) throws Exception {
        int now = running.incrementAndGet();
        most.accumulateAndGet(now, Math::max);
        try {
            Thread.sleep(Duration.ofMillis(50));
            return JobResult.nothing();
        } finally {
            running.decrementAndGet();
        }
    }

    /** The most that ever ran at once. */
    public int most() {
        return most.get();
    }
}
