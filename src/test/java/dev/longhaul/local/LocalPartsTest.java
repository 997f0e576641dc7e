package dev.longhaul.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Bootstrap.Parts;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPartsTest {

    @TempDir Path directory;

    @Test
    void nothingStartsWhereSettingsNameBothFromWhereverTheyCome() {
        try (Parts parts =
                new LocalParts()
                        .start(
                                Configs.of(
                                        Map.of(
                                                "longhaul.data-dir",
                                                directory.resolve("data").toString(),
                                                "quarkus.datasource.jdbc.url",
                                                "jdbc:postgresql://db.example.org/longhaul",
                                                "amqp-host",
                                                "broker.example.org")))) {
            assertThat(parts.settings()).isEmpty();
            assertThat(directory.resolve("data")).doesNotExist();
        }
    }

    /** A folder of its own would keep the worker's results from the web process. */
    @Test
    void aPartOfASplitInstallationIsToldWhatToShareInsteadOfAFolder() {
        var settings =
                Map.of(
                        "longhaul.data-dir", directory.toString(),
                        "longhaul.roles", "worker",
                        "quarkus.datasource.jdbc.url", "jdbc:postgresql://db.example.org/longhaul");
        try (Parts _ = new LocalParts().start(Configs.of(settings))) {
            assertThatThrownBy(() -> new LocalParts().start(Configs.of(settings)))
                    .hasMessageStartingWith("another Longhaul uses the data in " + directory)
                    .hasMessageContainingAll(
                            "AMQP_HOST", "LONGHAUL_FILES_DIRECTORY", "LONGHAUL_FILES=s3")
                    .message()
                    .doesNotContain("LONGHAUL_DATA_DIR");
        }
    }

    /** What a live reload in dev mode comes to: settings of the parts are set, taken back, and found anew. */
    @Test
    void theSampleSourceFollowsThePartsAfterALiveReload() {
        var set = new HashMap<>(Map.of("longhaul.data-dir", directory.toString()));
        Map<String, String> first;
        try (Parts parts = new LocalParts().start(Configs.of(set))) {
            first = parts.settings();
            set.putAll(first);
            set.keySet().removeAll(parts.settings().keySet());
        }
        assertThat(set).containsOnlyKeys("longhaul.data-dir");
        try (Parts parts = new LocalParts().start(Configs.of(set))) {
            assertThat(parts.settings()).containsOnlyKeys(first.keySet());
            assertThat(port(parts.settings(), "longhaul.sources.microblog.url"))
                    .isEqualTo(port(parts.settings(), "quarkus.datasource.jdbc.url"));
        }
    }

    private static int port(Map<String, String> settings, String key) {
        return URI.create(settings.getOrDefault(key, "").replace("jdbc:", "")).getPort();
    }
}
