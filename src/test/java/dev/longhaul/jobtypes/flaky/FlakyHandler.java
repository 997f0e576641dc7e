package dev.longhaul.jobtypes.flaky;

import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Min;
import java.io.OutputStream;

/** Fails its first attempts as a careless handler would. */
@Singleton
@RegisterForReflection
class FlakyHandler implements JobHandler<FlakyHandler.Parameters> {

    record Parameters(@Min(0) int failures) {}

    @Override
    public JobType<Parameters> type() {
        return JobType.of(
                "flaky", Parameters.class, "Fails its first attempts.", new Parameters(1));
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) throws Exception {
        OutputStream out = job.result("flaky.txt", "text/plain");
        out.write("attempt ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        if (job.attempt() <= parameters.failures()) {
            throw new IllegalStateException("attempt " + job.attempt() + " went wrong");
        }
        return JobResult.nothing();
    }
}
