package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.execution.ExecutionConfig;
import dev.longhaul.files.FilesConfig;
import dev.longhaul.intake.UploadConfig;
import dev.longhaul.jobtypes.export.ExportConfig;
import dev.longhaul.jobtypes.feed.FeedConfig;
import dev.longhaul.jobtypes.image.ImageConfig;
import dev.longhaul.jobtypes.report.ReportConfig;
import dev.longhaul.jobtypes.upload.StoresConfig;
import dev.longhaul.ledger.SchemaSettings;
import dev.longhaul.mail.MailSettings;
import dev.longhaul.notice.NoticeSettings;
import dev.longhaul.outbound.OutboundConfig;
import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import dev.longhaul.schedule.ScheduleConfig;
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
                    .withMapping(FeedConfig.class)
                    .withMapping(ImageConfig.class)
                    .withMapping(MailSettings.class)
                    .withMapping(NoticeSettings.class)
                    .withMapping(OutboundConfig.class)
                    .withMapping(StoresConfig.class)
                    .withMapping(ReportConfig.class)
                    .withMapping(ReportSettings.class)
                    .withMapping(Roles.class)
                    .withMapping(ScheduleConfig.class)
                    .withMapping(SecuritySettings.class)
                    .withMapping(SchemaSettings.class)
                    .build();

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        var execution = config.getConfigMapping(ExecutionConfig.class);
        assertThat(execution.slots()).isEqualTo(16);
        assertThat(execution.processors()).isEmpty();
        assertThat(execution.lease()).isEqualTo(Duration.ofSeconds(15));
        assertThat(execution.poll()).isEqualTo(Duration.ofMillis(500));
        assertThat(execution.drain()).isEqualTo(Duration.ofSeconds(10));
        assertThat(execution.backoff()).isEqualTo(Duration.ofSeconds(2));
        assertThat(execution.maxBackoff()).isEqualTo(Duration.ofMinutes(10));
        assertThat(execution.unknownTypePatience()).isEqualTo(Duration.ofHours(1));

        var upkeep = config.getConfigMapping(UpkeepConfig.class);
        assertThat(upkeep.reapEvery()).isEqualTo(Duration.ofSeconds(5));
        assertThat(upkeep.reprieve()).isEqualTo(Duration.ofSeconds(15));
        assertThat(upkeep.lossesTolerated()).isEqualTo(3);
        assertThat(upkeep.expireEvery()).isEqualTo(Duration.ofMinutes(1));
        assertThat(upkeep.tombstones()).isEqualTo(Duration.ofDays(30));
        assertThat(upkeep.sweepEvery()).isEqualTo(Duration.ofMinutes(1));
        assertThat(upkeep.sweepAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(upkeep.countEvery()).isEqualTo(Duration.ofSeconds(10));
        assertThat(upkeep.reloadEvery()).isEqualTo(Duration.ofSeconds(2));

        var files = config.getConfigMapping(FilesConfig.class).files();
        assertThat(files.directory()).isEqualTo(Path.of("data/files"));
        assertThat(files.store()).isEqualTo(FilesConfig.Store.DISK);
        assertThat(files.s3().region()).isEqualTo("us-east-1");
        assertThat(files.s3().bucket()).isEmpty();
        assertThat(config.getConfigMapping(StoresConfig.class).stores()).isEmpty();
        var uploads = config.getConfigMapping(UploadConfig.class);
        assertThat(uploads.maxSize().asLongValue()).isEqualTo(1L << 30);
        assertThat(uploads.uploadsAfter()).isEqualTo(Duration.ofHours(24));
        var mail = config.getConfigMapping(MailSettings.class);
        assertThat(mail.maxSize().asLongValue()).isEqualTo(10L << 20);
        assertThat(mail.backoff()).isEqualTo(Duration.ofSeconds(15));
        assertThat(mail.maxBackoff()).isEqualTo(Duration.ofHours(1));
        assertThat(mail.templates()).isEmpty();
        assertThat(mail.publicUrl()).isEmpty();

        var notice = config.getConfigMapping(NoticeSettings.class);
        assertThat(notice.every()).isEqualTo(Duration.ofSeconds(1));
        assertThat(notice.atOnce()).isEqualTo(32);
        assertThat(notice.lease()).isEqualTo(Duration.ofMinutes(6));
        assertThat(notice.tries()).isEqualTo(15);
        assertThat(notice.backoff()).isEqualTo(Duration.ofSeconds(10));
        assertThat(notice.maxBackoff()).isEqualTo(Duration.ofHours(6));
        assertThat(notice.secrets()).isEmpty();

        assertThat(config.getConfigMapping(Roles.class).all())
                .containsExactlyInAnyOrder(Role.values());

        var schedule = config.getConfigMapping(ScheduleConfig.class);
        assertThat(schedule.lookEvery()).isEqualTo(Duration.ofSeconds(1));
        assertThat(schedule.grace()).isEqualTo(Duration.ofMinutes(1));
        assertThat(schedule.catchUpAtMost()).isEqualTo(100);
        assertThat(config.getConfigMapping(SchemaSettings.class).migrateAtStart()).isTrue();

        assertThat(config.getConfigMapping(SecuritySettings.class).anonymousOperates()).isTrue();

        assertThat(config.getConfigMapping(ExportConfig.class).checkpointEvery())
                .isEqualTo(Duration.ofSeconds(5));

        assertThat(config.getConfigMapping(FeedConfig.class).maxSize().asLongValue())
                .isEqualTo(10L << 20);

        var image = config.getConfigMapping(ImageConfig.class);
        assertThat(image.maxSize().asLongValue()).isEqualTo(50L << 20);
        assertThat(image.maxPixels()).isEqualTo(25_000_000);

        var outbound = config.getConfigMapping(OutboundConfig.class);
        assertThat(outbound.allow()).isEmpty();
        assertThat(outbound.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(outbound.readTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(outbound.totalTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(outbound.maxRedirects()).isEqualTo(5);
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
