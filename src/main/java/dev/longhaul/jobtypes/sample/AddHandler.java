package dev.longhaul.jobtypes.sample;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Adds two numbers, as slowly as one likes. */
@Singleton
@RegisterForReflection
class AddHandler implements JobHandler<AddHandler.Parameters> {

    record Parameters(
            @JsonPropertyDescription("The first number.") long a,
            @JsonPropertyDescription("The second number.") long b,
            @JsonPropertyDescription("How long to take over it, in seconds.")
                    @JsonProperty(defaultValue = "0")
                    @Min(0)
                    @Max(3600)
                    int seconds) {}

    @Override
    public JobType<Parameters> type() {
        return JobType.of(
                        "add",
                        Parameters.class,
                        "Adds two numbers, slowly.",
                        new Parameters(5, 7, 2))
                .asSample();
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) throws Exception {
        for (int second = 0; second < parameters.seconds(); second++) {
            job.progress(second, parameters.seconds(), "seconds");
            Thread.sleep(Duration.ofSeconds(1));
        }
        job.progress(parameters.seconds(), parameters.seconds(), "seconds");
        try {
            return JobResult.json(Math.addExact(parameters.a(), parameters.b()));
        } catch (ArithmeticException e) {
            throw new PermanentFailure(
                    Failure.of(
                            "sum-too-large",
                            422,
                            "The sum does not fit in 64 bits; send smaller numbers."),
                    e);
        }
    }
}
