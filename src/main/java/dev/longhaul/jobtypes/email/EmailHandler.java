package dev.longhaul.jobtypes.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.handler.Backoff;
import dev.longhaul.handler.InputRef;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.handler.TransientFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.mail.Answer;
import dev.longhaul.mail.Links;
import dev.longhaul.mail.MailAddress;
import dev.longhaul.mail.MailServer;
import dev.longhaul.mail.MailSettings;
import dev.longhaul.mail.Message;
import io.quarkus.qute.TemplateException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** What headers and the marks between the parts take, at most. */
    private static final int OVERHEAD = 16 * 1024;

    private final MailServer server;
    private final MailSettings settings;
    private final Templates templates;
    private final Links links;
    private final ObjectMapper json;

    EmailHandler(
            MailServer server,
            MailSettings settings,
            Templates templates,
            Links links,
            ObjectMapper json) {
        this.server = server;
        this.settings = settings;
        this.templates = templates;
        this.links = links;
        this.json = json;
    }

    @Override
    public JobType<EmailParameters> type() {
        var example =
                new EmailParameters(
                        List.of("Ada Lovelace <ada@example.org>"),
                        null,
                        null,
                        "Your report",
                        Optional.of("It is ready."),
                        Optional.of("<p>It is <b>ready</b>.</p>"),
                        Optional.empty(),
                        null,
                        null);
        return JobType.of(
                        "email",
                        EmailParameters.class,
                        "Sends a message by mail, once to each recipient.",
                        example)
                .withMaxAttempts(ATTEMPTS)
                .withBackoff(new Backoff(settings.backoff(), settings.maxBackoff()))
                .withSchema(this::withTemplates);
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
        String id = job.id() + "@" + sender.domain();
        Optional<JsonNode> saved = job.resume();
        Sent before =
                saved.isPresent() ? json.treeToValue(saved.get(), Sent.class) : Sent.nothing(id);
        Message message = envelope(before.messageId(), parameters);
        Set<String> open = before.open(message.recipients());
        if (open.isEmpty()) {
            return result(before, job);
        }
        Message full = complete(message, parameters, job);
        job.stage("sending");
        List<Answer> answers = server.send(full, open);
        Sent sent = before.and(answers);
        if (!sent.equals(before)) {
            job.checkpoint(json.valueToTree(sent));
        }
        for (Answer answer : answers) {
            if (answer instanceof Answer.Deferred deferred) {
                throw deferred(deferred, sent);
            }
        }
        return result(sent, job);
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

    private static PermanentFailure notSetUp() {
        return new PermanentFailure(
                Failure.of(
                        "mail-not-set-up",
                        501,
                        "This installation sends no mail: its operator has to set QUARKUS_MAILER_FROM and"
                                + " QUARKUS_MAILER_HOST."));
    }

    private static Message envelope(String id, EmailParameters parameters) {
        return new Message(
                id,
                EmailParameters.addresses(parameters.to()),
                EmailParameters.addresses(parameters.cc()),
                EmailParameters.addresses(parameters.bcc()),
                parameters.subject(),
                parameters.text(),
                parameters.html(),
                List.of());
    }

    private Message complete(Message envelope, EmailParameters parameters, JobContext job)
            throws IOException, PermanentFailure {
        Templates.Body body =
                parameters.template().isPresent()
                        ? rendered(parameters.template().get(), parameters.data())
                        : new Templates.Body(parameters.text(), parameters.html());
        long taken = OVERHEAD + quotedSize(body.text()) + quotedSize(body.html());
        var enclosures = new Enclosures(job, links, settings.maxSize().asLongValue() - taken);
        for (InputRef attachment : parameters.attachments()) {
            enclosures.add(attachment);
        }
        return new Message(
                envelope.id(),
                envelope.to(),
                envelope.cc(),
                envelope.bcc(),
                envelope.subject(),
                body.text().map(enclosures::below),
                body.html().map(enclosures::belowHtml),
                enclosures.attachments());
    }

    /** At most three bytes for each (RFC 2045 §6.7). */
    private static long quotedSize(Optional<String> text) {
        return text.map(value -> 3L * value.getBytes(StandardCharsets.UTF_8).length).orElse(0L);
    }

    private Templates.Body rendered(String template, Map<String, JsonNode> data)
            throws PermanentFailure {
        try {
            return templates.render(template, data);
        } catch (TemplateException e) {
            throw unfilled(
                    "The template '" + template + "' cannot be filled in with these data.", e);
        } catch (IllegalArgumentException e) {
            throw unfilled("The template '" + template + "' is not there any more.", e);
        }
    }

    private static PermanentFailure unfilled(String sentence, RuntimeException cause) {
        @Nullable String words = cause.getMessage();
        Failure failure = Failure.of("template-not-filled-in", 422, sentence);
        return new PermanentFailure(words == null ? failure : failure.withDetail(words), cause);
    }
}
