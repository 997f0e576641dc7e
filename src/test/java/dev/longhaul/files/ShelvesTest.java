package dev.longhaul.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.s3.S3Server;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShelvesTest {

    private static final String BUCKET = "longhaul.files.s3.bucket";

    private final S3Server s3 = new S3Server();
    private final Map<String, String> settings = new HashMap<>(s3.start());

    @AfterEach
    void stop() {
        s3.stop();
    }

    private Shelves shelves() {
        return new Shelves(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withMapping(FilesConfig.class)
                        .withMappingIgnore("longhaul.**")
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .build()
                        .getConfigMapping(FilesConfig.class));
    }

    @Test
    void aBucketThatIsNotNamedStopsTheStart() {
        settings.remove(BUCKET);
        assertThatThrownBy(this::shelves)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("LONGHAUL_FILES_S3_BUCKET");
    }

    @Test
    void aBucketThatIsNotThereOrNotForUsStopsTheStartWithTheStoresWords() {
        settings.put(BUCKET, "forgotten");
        assertThatThrownBy(this::shelves)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("longhaul.files.s3.bucket is forgotten")
                .hasMessageContaining("NoSuchBucket");
        settings.put(BUCKET, S3Server.FILES);
        settings.put("longhaul.files.s3.secret-key", "mistyped");
        assertThatThrownBy(this::shelves)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SignatureDoesNotMatch");
        settings.remove("longhaul.files.s3.secret-key");
        assertThatThrownBy(this::shelves)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("longhaul.files.s3.secret-key");
    }

    @Test
    void aStoreThatIsAwayStopsNothingAndIsReadyOnceItAnswers() {
        s3.stop();
        Shelves shelves = shelves();
        assertThat(shelves.isReached()).isFalse();
        s3.open();
        assertThat(shelves.isReached()).isTrue();
        s3.stop();
        assertThat(shelves.isReached()).isTrue();
    }
}
