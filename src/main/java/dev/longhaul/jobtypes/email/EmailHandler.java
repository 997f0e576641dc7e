package dev.longhaul.jobtypes.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.handler.Backoff;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.handler.TransientFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.mail.Answer;
import dev.longhaul.mail.MailAddress;
import dev.longhaul.mail.MailServer;
import dev.longhaul.mail.MailSettings;
import dev.longhaul.mail.Message;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends one message. What the server has decided for whom is saved before the attempt goes on, so attempts that follow ask it only
 * for the others. Between the server's reply and that checkpoint is a moment in which a crash leads to a second message; it has
 * the same Message-ID.
 */
@Singleton
@RegisterForReflection
class EmailHandler implements JobHandler<EmailParameters> {

    /** Greylisting servers want to be asked again after minutes, and some are down for hours. */
    private static final int ATTEMPTS = 12;

    private final MailServer server;
    private final MailSettings settings;
    private final Templates templates;
    private final Letters letters;
    private final ObjectMapper json;

    EmailHandler(
            MailServer server,
            MailSettings settings,
            Templates templates,
            Letters letters,
            ObjectMapper json) {
        this.server = server;
        this.settings = settings;
        this.templates = templates;
        this.letters = letters;
        this.json = json;
    }

    @Override
    public JobType<EmailParameters> type() {
        return JobType.of(
                        "email",
                        EmailParameters.class,
                        "Sends a message by mail, once to each recipient.",
                        EmailParameters.EXAMPLE)
                .withMaxAttempts(ATTEMPTS)
                .withBackoff(waits())
                .withSchema(this::withTemplates);
    }

    private Backoff waits() {
        try {
            return new Backoff(settings.backoff(), settings.maxBackoff());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "longhaul.mail.backoff and max-backoff are " + e.getMessage() + ".", e);
        }
    }

    private ObjectNode withTemplates(ObjectNode schema) {
        Set<String> names = templates.names();
        ObjectNode properties = schema.withObject("/properties");
        if (names.isEmpty()) {
            properties.remove(List.of("template", "data"));
        } else {
            var words = properties.withObject("/template").putArray("enum");
            names.forEach(words::add);
        }
        return schema;
    }

    @Override
    public JobResult run(EmailParameters parameters, JobContext job) throws Exception {
        MailAddress sender = server.sender().orElseThrow(EmailHandler::notSetUp);
        Sent sent = before(job, sender);
        Message envelope = Letters.envelope(sent.messageId(), parameters);
        Set<String> open = sent.open(envelope.recipients());
        if (open.isEmpty()) {
            return result(sent, job);
        }
        Message message = letters.complete(envelope, parameters, job);
        job.stage("sending");
        var sending = new Sending(sent, job);
        server.send(message, open, sending);
        return sending.end();
    }

    private Sent before(JobContext job, MailAddress sender)
            throws IOException, InterruptedException {
        Optional<JsonNode> saved = job.resume();
        return saved.isPresent()
                ? json.treeToValue(saved.get(), Sent.class)
                : Sent.nothing(job.id() + "@" + sender.domain());
    }

    /** Saves what the server decides before it is asked for more. */
    private final class Sending implements MailServer.Listener<IOException> {

        private final JobContext job;
        private Sent sent;
        private Optional<Answer.Deferred> deferred = Optional.empty();

        Sending(Sent sent, JobContext job) {
            this.sent = sent;
            this.job = job;
        }

        @Override
        public void answered(List<Answer> answers) throws IOException, InterruptedException {
            for (Answer answer : answers) {
                if (answer instanceof Answer.Deferred later) {
                    deferred = deferred.or(() -> Optional.of(later));
                }
            }
            Sent now = sent.and(answers);
            if (!now.equals(sent)) {
                job.checkpoint(json.valueToTree(now));
                sent = now;
            }
        }

        JobResult end() throws TransientFailure, PermanentFailure {
            if (deferred.isPresent()) {
                throw EmailHandler.deferred(deferred.get(), sent);
            }
            return result(sent, job);
        }
    }

    private static JobResult result(Sent sent, JobContext job) throws PermanentFailure {
        for (Sent.Refusal refusal : sent.refused()) {
            job.warning("Refused for " + refusal.address() + ": " + refusal.reply());
        }
        if (sent.accepted().isEmpty()) {
            Sent.Refusal first = sent.refused().getFirst();
            throw new PermanentFailure(
                    Failure.of(
                                    "mail-refused",
                                    422,
                                    "The mail server refused the message for "
                                            + (sent.refused().size() == 1
                                                    ? first.address()
                                                    : "all recipients")
                                            + ": "
                                            + first.reply())
                            .withDetail(first.reply()));
        }
        job.info("Accepted for " + String.join(", ", sent.accepted()));
        return JobResult.json(sent);
    }

    private static TransientFailure deferred(Answer.Deferred answer, Sent sent) {
        String reached =
                sent.accepted().isEmpty()
                        ? ""
                        : " It was accepted for "
                                + String.join(", ", sent.accepted())
                                + " and is not sent there again.";
        Failure failure = Failure.of("mail-not-accepted", 503, answer.sentence() + reached);
        return new TransientFailure(answer.words().map(failure::withDetail).orElse(failure));
    }

    @Override
    public Optional<String> missing() {
        return server.sender().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "this installation sends no mail, as long as its operator does not set QUARKUS_MAILER_FROM and"
                                + " QUARKUS_MAILER_HOST");
    }

    private static PermanentFailure notSetUp() {
        return new PermanentFailure(
                Failure.of(
                        "mail-not-set-up",
                        501,
                        "The worker sends no mail: its operator has to set QUARKUS_MAILER_FROM and"
                                + " QUARKUS_MAILER_HOST."));
    }
}
