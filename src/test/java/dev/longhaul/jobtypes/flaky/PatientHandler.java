package dev.longhaul.jobtypes.flaky;

import dev.longhaul.handler.Backoff;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Fails its first attempts and waits long between them, by a backoff of its own. */
@Singleton
@RegisterForReflection
class PatientHandler implements JobHandler<PatientHandler.Parameters> {

    record Parameters(int failures) {}

    @Override
    public JobType<Parameters> type() {
        return JobType.of("patient", Parameters.class, "Takes its time.", new Parameters(1))
                .withBackoff(new Backoff(Duration.ofDays(30), Duration.ofDays(60)));
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) {
        if (job.attempt() <= parameters.failures()) {
            throw new IllegalStateException("attempt " + job.attempt() + " went wrong");
        }
        return JobResult.nothing();
    }
}
