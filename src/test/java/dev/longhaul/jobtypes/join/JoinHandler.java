package dev.longhaul.jobtypes.join;

import dev.longhaul.handler.FileRef;
import dev.longhaul.handler.FileStream;
import dev.longhaul.handler.InputRef;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import dev.longhaul.handler.ResultStream;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;

/** Writes files and results one after the other, under the name of the first. */
@Singleton
@RegisterForReflection
class JoinHandler implements JobHandler<JoinHandler.Parameters> {

    record Parameters(@NotNull FileRef file, List<InputRef> more) {}

    @Override
    public JobType<Parameters> type() {
        return JobType.of(
                "join",
                Parameters.class,
                "Joins files.",
                new Parameters(new FileRef("first"), List.of(InputRef.ofFile("second"))));
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) throws Exception {
        try (FileStream first = job.open(parameters.file())) {
            ResultStream out = job.result(first.filename(), first.mediaType());
            job.info(first.size() + " bytes");
            first.transferTo(out);
            for (InputRef input :
                    Objects.requireNonNullElse(parameters.more(), List.<InputRef>of())) {
                // The engine closes it.
                job.open(input).transferTo(out);
            }
            return JobResult.file(out);
        }
    }
}
