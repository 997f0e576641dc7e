package dev.longhaul.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.LogLines;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MicroblogTest {

    private static Microblog with(Map<String, String> settings) {
        SourceSettings read =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .withMapping(SourceSettings.class)
                        .build()
                        .getConfigMapping(SourceSettings.class);
        return new Microblog(read, new Sources(read));
    }

    /** As with a database of one's own, where datasets that the guide speaks of are not there. */
    @Test
    void samplesThatHaveNoDatabaseAreSpokenOf() {
        try (var log = LogLines.heard()) {
            assertThat(with(Map.of()).isThere()).isFalse();
            assertThat(log.with("LONGHAUL_SOURCES_MICROBLOG_URL")).hasSize(1);
        }
    }

    @Test
    void samplesThatNobodyWantsAreNot() {
        try (var log = LogLines.heard()) {
            assertThat(with(Map.of("longhaul.samples", "false")).isThere()).isFalse();
            assertThat(log.with("LONGHAUL_SOURCES_MICROBLOG_URL")).isEmpty();
        }
    }
}
