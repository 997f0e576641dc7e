package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.execution.ExecutionConfig;
import dev.longhaul.files.FilesConfig;
import dev.longhaul.intake.UploadConfig;
import dev.longhaul.jobtypes.export.ExportConfig;
import dev.longhaul.jobtypes.report.ReportConfig;
import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import dev.longhaul.security.SecuritySettings;
import dev.longhaul.source.ReportSettings;
import dev.longhaul.source.SourceSettings;
import dev.longhaul.upkeep.UpkeepConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What docs/configuration.md promises. */
class DefaultsTest {

    private final SmallRyeConfig config =
            new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withMapping(ExecutionConfig.class)
                    .withMapping(UpkeepConfig.class)
                    .withMapping(FilesConfig.class)
                    .withMapping(UploadConfig.class)
                    .withMapping(SourceSettings.class)
                    .withMapping(ExportConfig.class)
                    .withMapping(ReportConfig.class)
                    .withMapping(ReportSettings.class)
                    .withMapping(Roles.class)
                    .withMapping(SecuritySettings.class)
                    .build();

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        var execution = config.getConfigMapping(ExecutionConfig.class);
        assertThat(execution.slots()).isEqualTo(16);
        assertThat(execution.lease()).isEqualTo(Duration.ofSeconds(15));
        assertThat(execution.poll()).isEqualTo(Duration.ofMillis(500));
        assertThat(execution.drain()).isEqualTo(Duration.ofSeconds(10));
        assertThat(execution.backoff()).isEqualTo(Duration.ofSeconds(2));
        assertThat(execution.maxBackoff()).isEqualTo(Duration.ofMinutes(10));

        var upkeep = config.getConfigMapping(UpkeepConfig.class);
        assertThat(upkeep.reapEvery()).isEqualTo(Duration.ofSeconds(5));
        assertThat(upkeep.reprieve()).isEqualTo(Duration.ofSeconds(15));
        assertThat(upkeep.lossesTolerated()).isEqualTo(3);
        assertThat(upkeep.expireEvery()).isEqualTo(Duration.ofMinutes(1));
        assertThat(upkeep.tombstones()).isEqualTo(Duration.ofDays(30));
        assertThat(upkeep.sweepEvery()).isEqualTo(Duration.ofMinutes(1));
        assertThat(upkeep.sweepAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(upkeep.reloadEvery()).isEqualTo(Duration.ofSeconds(2));

        assertThat(config.getConfigMapping(FilesConfig.class).files().directory())
                .isEqualTo(Path.of("data/files"));
        var uploads = config.getConfigMapping(UploadConfig.class);
        assertThat(uploads.maxSize().asLongValue()).isEqualTo(1L << 30);
        assertThat(uploads.uploadsAfter()).isEqualTo(Duration.ofHours(24));
        assertThat(config.getConfigMapping(Roles.class).all())
                .containsExactlyInAnyOrder(Role.values());

        assertThat(config.getConfigMapping(SecuritySettings.class).anonymousOperates()).isTrue();

        assertThat(config.getConfigMapping(ExportConfig.class).checkpointEvery())
                .isEqualTo(Duration.ofSeconds(5));

        var reports = config.getConfigMapping(ReportConfig.class);
        assertThat(reports.mostRows()).isEqualTo(5000);
        assertThat(reports.fonts()).isEmpty();
        assertThat(config.getConfigMapping(ReportSettings.class).reports()).isEmpty();

        var sources = config.getConfigMapping(SourceSettings.class);
        assertThat(sources.samples()).isTrue();
        assertThat(sources.datasets()).isEmpty();
        assertThat(sources.sources()).isEmpty();
    }
}
