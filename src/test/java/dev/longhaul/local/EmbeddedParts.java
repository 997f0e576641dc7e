package dev.longhaul.local;

import dev.longhaul.Bootstrap;
import dev.longhaul.PackagedApplication;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL and a real broker for every {@code @QuarkusTest}, the same parts that a fresh machine gets. */
@QuarkusTestResource(EmbeddedParts.class)
public class EmbeddedParts implements QuarkusTestResourceLifecycleManager {

    private Bootstrap.@Nullable Parts parts;
    private @Nullable Path data;

    @Override
    public Map<String, String> start() {
        data = temporaryDirectory();
        parts =
                new LocalParts()
                        .start(
                                Configs.of(
                                        Map.of(
                                                "longhaul.data-dir",
                                                data.toString(),
                                                "longhaul.local.durable",
                                                "false")));
        var settings = new HashMap<>(parts.settings());
        settings.put("longhaul.data-dir", data.toString());
        // CheckedAnswers does so in its own way.
        settings.put("quarkus.test.rest-assured.enable-logging-on-failure", "false");
        settings.put("longhaul.datasets", copy("datasets", data).toString());
        settings.put("longhaul.reports", copy("reports", data).toString());
        settings.put("longhaul.upkeep.reload-every", "1s");
        // Away at the start; the tests that need it start it.
        settings.put(
                "longhaul.sources.shop.url",
                "jdbc:mariadb://127.0.0.1:" + PackagedApplication.freePort() + "/shop");
        settings.put("longhaul.sources.shop.username", "reader");
        settings.put("longhaul.sources.shop.password", "s:cret, with 'quotes'");
        settings.put("longhaul.execution.backoff", "100ms");
        settings.put("longhaul.files.max-size", "1M");
        settings.put("longhaul.queues.narrow.concurrency", "2");
        settings.put("longhaul.limits.limited.per-key", "1");
        settings.put("longhaul.export.checkpoint-every", "20ms");
        settings.put("longhaul.public-url", "https://jobs.example.org");
        settings.put("longhaul.mail.max-size", "300K");
        settings.put("longhaul.notice.backoff", "100ms");
        settings.put("longhaul.notice.tries", "4");
        settings.put(
                "longhaul.notice.secrets",
                "whsec_b2xkIG9sZCBvbGQgb2xkIG9sZCBvbGQgb2xkIG9sZCE=,"
                        + "whsec_bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE=");
        settings.put(
                "longhaul.notice.owners.alice.secrets",
                "whsec_YWxpY2UgYWxpY2UgYWxpY2UgYWxpY2UgYWxpY2UgIQ==");
        settings.put("longhaul.mail.backoff", "100ms");
        settings.put("longhaul.mail.templates", "src/test/mail-templates");
        settings.put("quarkus.mailer.from", "\"Longhaul, Tests\" <jobs@longhaul.example>");
        settings.put("quarkus.mailer.host", "127.0.0.1");
        settings.put("quarkus.mailer.port", String.valueOf(PackagedApplication.freePort()));
        settings.put("quarkus.mailer.timeout", "5s");
        settings.put("longhaul.outbound.allow", "127.0.0.1");
        settings.put("longhaul.outbound.read-timeout", "2s");
        return settings;
    }

    /** Tests change them. */
    private static Path copy(String folder, Path data) {
        Path copies = data.resolve(folder);
        try (Stream<Path> files = Files.list(Path.of("src/test", folder))) {
            Files.createDirectory(copies);
            for (Path file : files.toList()) {
                Files.copy(file, copies.resolve(file.getFileName()));
            }
            return copies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("longhaul-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (parts != null) {
            parts.close();
        }
        if (data != null) {
            delete(data);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
