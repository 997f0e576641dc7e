package dev.longhaul.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TimeoutTest {

    @Test
    void anAttemptThatTakesTooLongFails() {
        JsonPath job =
                Jobs.awaitEnd(
                        Jobs.submit(
                                """
                                {"type": "add", "timeout": "PT1S", "maxAttempts": 2,
                                 "parameters": {"a": 1, "b": 2, "seconds": 600}}
                                """));
        assertThat(job.getString("status")).isEqualTo("failed");
        assertThat(job.getString("error.code")).isEqualTo("timeout");
        assertThat(job.getInt("error.status")).isEqualTo(504);
        assertThat(job.getList("attempts.outcome")).containsExactly("failed", "failed");
    }

    @Test
    void aQueryIsCutOffAsWell() {
        JsonPath job =
                Jobs.awaitEnd(
                        Jobs.submit(
                                """
                                {"type": "export", "timeout": "PT1S", "maxAttempts": 1,
                                 "parameters": {"dataset": "sleeping", "format": "csv"}}
                                """));
        assertThat(job.getString("error.code")).isEqualTo("timeout");
    }

    @Test
    void aQuickAttemptIsNotDisturbed() {
        JsonPath job =
                Jobs.awaitEnd(
                        Jobs.submit(
                                "{\"type\": \"add\", \"timeout\": \"PT1M\", \"parameters\": {\"a\": 1, \"b\": 2}}"));
        assertThat(job.getString("status")).isEqualTo("succeeded");
    }
}
