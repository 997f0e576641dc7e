package dev.longhaul.jobtypes.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.handler.FileRef;
import dev.longhaul.handler.FileStream;
import dev.longhaul.handler.InputRef;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.LogLevel;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.handler.ResultStream;
import dev.longhaul.job.JobId;
import dev.longhaul.job.Progress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddHandlerTest {

    private final AddHandler handler = new AddHandler();
    private final Context job = new Context();

    @Test
    void theSumIsTheResult() throws Exception {
        assertThat(handler.run(new AddHandler.Parameters(5, 7, 0), job))
                .isEqualTo(JobResult.json(12L));
    }

    @Test
    void eachSecondIsReported() throws Exception {
        handler.run(new AddHandler.Parameters(5, 7, 1), job);
        assertThat(job.reports)
                .containsExactly(Progress.of(0, 1, "seconds"), Progress.of(1, 1, "seconds"));
    }

    @Test
    void aSumThatDoesNotFitIsNotTriedAgain() {
        assertThatThrownBy(() -> handler.run(new AddHandler.Parameters(Long.MAX_VALUE, 1, 0), job))
                .isInstanceOfSatisfying(
                        PermanentFailure.class,
                        failure ->
                                assertThat(failure.failure())
                                        .extracting("code", "status")
                                        .containsExactly("sum-too-large", 422));
    }

    @Test
    void anInterruptEndsTheAttempt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> handler.run(new AddHandler.Parameters(5, 7, 3600), job))
                .isInstanceOf(InterruptedException.class);
    }

    private static final class Context implements JobContext {

        private final List<Progress> reports = new ArrayList<>();

        @Override
        public JobId id() {
            return JobId.create(Instant.EPOCH, new SecureRandom());
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public void progress(Progress progress) {
            reports.add(progress);
        }

        @Override
        public void stage(String words) {}

        @Override
        public void log(LogLevel level, String message) {}

        @Override
        public FileStream open(FileRef file) {
            throw new UnsupportedOperationException("adding reads no file");
        }

        @Override
        public FileStream open(InputRef input) {
            throw new UnsupportedOperationException("adding reads no file");
        }

        @Override
        public ResultStream result(String filename, String mediaType) {
            throw new UnsupportedOperationException("adding writes no file");
        }

        @Override
        public void checkpoint(JsonNode state) {
            throw new UnsupportedOperationException("adding starts anew");
        }

        @Override
        public Optional<JsonNode> resume() {
            throw new UnsupportedOperationException("adding starts anew");
        }

        @Override
        public void startOver(String reason) {
            throw new UnsupportedOperationException("adding starts anew");
        }
    }
}
