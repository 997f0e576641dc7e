package dev.longhaul.jobtypes.sample;

import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;

/** Does nothing, so that whoever measures sees what the engine itself costs. */
@Singleton
@RegisterForReflection
class NoOpHandler implements JobHandler<NoOpHandler.Parameters> {

    @RegisterForReflection
    record Parameters() {}

    @Override
    public JobType<Parameters> type() {
        return JobType.of("no-op", Parameters.class, "Does nothing.", new Parameters()).asSample();
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) {
        return JobResult.nothing();
    }
}
