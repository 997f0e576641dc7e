package dev.longhaul.jobtypes.stepwise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import dev.longhaul.handler.ResultStream;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Min;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes ten lines with a checkpoint after each; its first attempts fail after three, in the middle of a fourth. */
@Singleton
@RegisterForReflection
class StepwiseHandler implements JobHandler<StepwiseHandler.Parameters> {

    private static final int STEPS = 10;
    private static final int STEPS_OF_A_FAILURE = 3;

    /**
     * @param loseFile whether a failing attempt takes its file with it
     * @param doubt whether the second attempt does not want to go on
     */
    record Parameters(@Min(0) int failures, boolean loseFile, boolean doubt) {}

    private final Path staging;

    StepwiseHandler(@ConfigProperty(name = "longhaul.data-dir") Path data) {
        this.staging = data.resolve("files").resolve("staging");
    }

    @Override
    public JobType<Parameters> type() {
        return JobType.of(
                "stepwise",
                Parameters.class,
                "Goes on where it was.",
                new Parameters(1, false, false));
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) throws Exception {
        Optional<JsonNode> state = job.resume();
        int done = state.map(JsonNode::asInt).orElse(0);
        if (parameters.doubt() && job.attempt() == 2) {
            job.startOver("It was not good enough.");
            done = 0;
        }
        ResultStream out = job.result("steps.txt", "text/plain");
        int last = job.attempt() <= parameters.failures() ? done + STEPS_OF_A_FAILURE : STEPS;
        for (int step = done + 1; step <= last; step++) {
            job.info("step " + step);
            out.write(("step " + step + "\n").getBytes(US_ASCII));
            job.checkpoint(JsonNodeFactory.instance.numberNode(step));
        }
        if (last == STEPS) {
            return JobResult.file(out);
        }
        out.write("half a st".getBytes(US_ASCII));
        out.flush();
        if (parameters.loseFile()) {
            Files.delete(staging.resolve(job.id() + "." + job.attempt()));
        }
        throw new IllegalStateException("attempt " + job.attempt() + " went wrong");
    }
}
