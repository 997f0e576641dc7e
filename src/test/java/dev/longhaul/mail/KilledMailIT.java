package dev.longhaul.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.longhaul.ExternalBroker;
import dev.longhaul.PackagedApplication;
import dev.longhaul.local.ExternalDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message whose worker is killed when some of its recipients have it and others do not. */
@Tag("slow")
@NullUnmarked
class KilledMailIT {

    @TempDir static Path directory;

    private static final GreenMail MAIL =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static ExternalDatabase database;
    private static ExternalBroker broker;
    private static MoodySmtp smtp;
    private static int smtpPort;
    private static PackagedApplication web;

    @BeforeAll
    static void start() throws Exception {
        database = ExternalDatabase.start(directory);
        broker = ExternalBroker.start(directory);
        MAIL.start();
        smtpPort = PackagedApplication.freePort();
        smtp = new MoodySmtp(smtpPort, MAIL.getSmtp().getPort());
        web = PackagedApplication.startReady(directory, environment("web,scheduler"));
    }

    private static Map<String, String> environment(String roles) {
        var environment = new HashMap<>(database.environment());
        environment.put("AMQP_HOST", "127.0.0.1");
        environment.put("AMQP_PORT", String.valueOf(broker.port()));
        environment.put("AMQP_USERNAME", "longhaul");
        environment.put("AMQP_PASSWORD", "longhaul");
        environment.put("LONGHAUL_ROLES", roles);
        environment.put("LONGHAUL_EXECUTION_LEASE", "3s");
        environment.put("LONGHAUL_UPKEEP_REAP_EVERY", "1s");
        environment.put("LONGHAUL_FILES_DIRECTORY", directory.resolve("files").toString());
        environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
        environment.put("QUARKUS_MAILER_PORT", String.valueOf(smtpPort));
        environment.put("QUARKUS_MAILER_FROM", "jobs@longhaul.example");
        return environment;
    }

    @AfterAll
    static void stop() throws Exception {
        web.close();
        smtp.close();
        MAIL.stop();
        broker.close();
        database.close();
    }

    @Test
    void theNextWorkerSendsItOnlyToThoseWhoDoNotHaveIt() throws Exception {
        String job;
        try (var worker = PackagedApplication.startReady(directory, environment("worker"))) {
            job =
                    web.submit(
                            """
                            {"type": "email", "parameters": {"subject": "News", "text": "Some.",
                             "to": ["ada@example.org", "refused@example.org", "slow@example.org"]}}
                            """);
            await().atMost(Duration.ofSeconds(20)).until(() -> smtp.hasMet("slow@example.org"));
            worker.killHard();
        }
        assertThat(MAIL.getReceivedMessages()).as("ada's, taken and recorded").hasSize(1);
        JsonNode ended;
        try (var _ = PackagedApplication.startReady(directory, environment("worker"))) {
            ended = web.awaitEnd(job);
        }
        assertThat(ended.path("status").asText()).as(ended.toPrettyString()).isEqualTo("succeeded");
        assertThat(ended.at("/attempts/0/outcome").asText()).isEqualTo("lost");
        assertThat(MAIL.getReceivedMessages()).hasSize(2);
        assertThat(web.get(job + "/result").body())
                .contains("\"accepted\":[\"ada@example.org\",\"slow@example.org\"]");
        assertThat(MAIL.getReceivedMessages()[0].getMessageID())
                .isEqualTo(MAIL.getReceivedMessages()[1].getMessageID());
    }
}
