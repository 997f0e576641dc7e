package dev.longhaul.jobtypes.talkative;

import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import dev.longhaul.handler.LogLevel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Min;

/** Logs as many lines of as many characters as one likes, at every level in turn. */
@Singleton
@RegisterForReflection
class TalkativeHandler implements JobHandler<TalkativeHandler.Parameters> {

    record Parameters(@Min(0) int lines, @Min(0) int characters, @Min(0) int failures) {}

    @Override
    public JobType<Parameters> type() {
        return JobType.of(
                "talkative", Parameters.class, "Logs many lines.", new Parameters(10, 80, 0));
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) {
        LogLevel[] levels = LogLevel.values();
        for (int i = 0; i < parameters.lines(); i++) {
            job.log(levels[i % levels.length], "line " + i + "x".repeat(parameters.characters()));
        }
        if (job.attempt() <= parameters.failures()) {
            throw new IllegalStateException("attempt " + job.attempt() + " went wrong");
        }
        return JobResult.nothing();
    }
}
