package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LonghaulTest {

    private static final Map<String, String> DEAF =
            Map.of("mp.messaging.incoming.announcements.enabled", "false");

    private static Map<String, String> settingsOfRoles(Map<String, String> settings) {
        return Longhaul.settingsOfRoles(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "web,scheduler", "SCHEDULER", " web , scheduler "})
    void aProcessThatRunsNoJobsDoesNotListenForThem(String roles) {
        assertThat(settingsOfRoles(Map.of("longhaul.roles", roles))).isEqualTo(DEAF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "web, Worker", "web,worker,scheduler", ""})
    void aWorkerListens(String roles) {
        assertThat(settingsOfRoles(Map.of("longhaul.roles", roles))).isEmpty();
    }

    @Test
    void rolesMayBeAListOfTheirOwn() {
        assertThat(settingsOfRoles(Map.of("longhaul.roles[0]", "web"))).isEqualTo(DEAF);
        assertThat(settingsOfRoles(Map.of())).isEmpty();
    }
}
