package dev.longhaul.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said of servers that are set up in another way than ours. */
class TroubleTest {

    private static final GreenMail PLAIN = server(ServerSetup.PROTOCOL_SMTP);
    private static final GreenMail ENCRYPTED = server(ServerSetup.PROTOCOL_SMTPS);
    private static final Vertx VERTX = Vertx.vertx();

    private static GreenMail server(String protocol) {
        return new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
    }

    @BeforeAll
    static void start() {
        PLAIN.start();
        PLAIN.setUser("ada@example.org", "ada", "right");
        ENCRYPTED.start();
    }

    @AfterAll
    static void stop() {
        PLAIN.stop();
        ENCRYPTED.stop();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Answer send(MailConfig config) throws InterruptedException {
        return send(config, Optional.empty());
    }

    private static Answer send(MailConfig config, Optional<List<String>> approved)
            throws InterruptedException {
        MailClient client = MailClient.create(VERTX, config);
        try {
            return send(server(client, config, Duration.ofSeconds(20), approved));
        } finally {
            client.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static MailServer server(
            MailClient client,
            MailConfig config,
            Duration patience,
            Optional<List<String>> approved) {
        var settings =
                new SmtpSettings(
                        config.getHostname(),
                        patience,
                        Optional.of("jobs@longhaul.example"),
                        Optional.empty(),
                        approved);
        return new MailServer(client, settings, config.getMaxPoolSize(), InstantSource.system());
    }

    private static Answer send(MailServer server) throws InterruptedException {
        var message =
                new Message(
                        "1@longhaul.example",
                        List.of(new MailAddress("", "ada@example.org")),
                        List.of(),
                        List.of(),
                        "News",
                        Optional.of("Some."),
                        Optional.empty(),
                        List.of());
        List<Answer> answers = new ArrayList<>();
        server.send(message, message.recipients(), answers::addAll);
        return answers.getFirst();
    }

    private static MailConfig plain() {
        return new MailConfig("127.0.0.1", PLAIN.getSmtp().getPort());
    }

    private static String sentence(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Deferred.class);
        return ((Answer.Deferred) answer).sentence();
    }

    @Test
    void aServerWithoutTheEncryptionThatIsRequired() throws Exception {
        assertThat(sentence(send(plain().setStarttls(StartTLSOptions.REQUIRED))))
                .contains("in private (TLS)", "QUARKUS_MAILER_START_TLS");
    }

    @Test
    void aServerThatDoesNotSpeakTlsAtAll() throws Exception {
        assertThat(sentence(send(plain().setSsl(true)))).contains("in private (TLS)");
    }

    @Test
    void aServerWhoseCertificateNobodyKnows() throws Exception {
        var config = new MailConfig("127.0.0.1", ENCRYPTED.getSmtps().getPort()).setSsl(true);
        assertThat(sentence(send(config))).contains("in private (TLS)", "certificate");
    }

    @Test
    void aWrongPassword() throws Exception {
        assertThat(
                        sentence(
                                send(
                                        plain().setLogin(LoginOption.REQUIRED)
                                                .setUsername("ada")
                                                .setPassword("wrong"))))
                .contains("credentials", "QUARKUS_MAILER_PASSWORD");
    }

    @Test
    void aNameThatNobodyKnows() throws Exception {
        assertThat(sentence(send(new MailConfig("nowhere.invalid", 25))))
                .contains("nowhere.invalid is not known by that name");
    }

    @Test
    void whoIsNotApprovedGetsNothing() throws Exception {
        assertThat(send(plain(), Optional.of(List.of(".*@longhaul\\.example"))))
                .isInstanceOf(Answer.Refused.class);
        assertThat(send(plain(), Optional.of(List.of(".*@longhaul\\.example", ".*@example\\.org"))))
                .isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void aMessageForWhichNoConnectionIsFreeIsNotQueuedButPutOff() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var config = new MailConfig("127.0.0.1", silent.getLocalPort()).setMaxPoolSize(1);
            MailClient client = MailClient.create(VERTX, config);
            MailServer server = server(client, config, Duration.ofMillis(300), Optional.empty());
            try {
                assertThat(sentence(send(server))).contains("it may have taken the message");
                assertThat(sentence(send(server))).contains("busy", "nothing was sent");
            } finally {
                // The client waits for the dialogue to end before it closes.
                silent.accept().close();
                client.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            }
        }
    }
}
