package dev.longhaul.jobtypes.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NoOpHandlerTest {

    @Test
    void itSucceedsAndLeavesNothingToFetch() {
        JsonPath job = Jobs.awaitEnd(Jobs.submit("no-op", "{}"));
        assertThat(job.getString("status")).isEqualTo("succeeded");
        assertThat(job.<Object>get("result")).isNull();
    }
}
