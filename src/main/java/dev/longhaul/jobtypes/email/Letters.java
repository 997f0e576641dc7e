package dev.longhaul.jobtypes.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.handler.InputRef;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.mail.Links;
import dev.longhaul.mail.MailSettings;
import dev.longhaul.mail.Message;
import io.quarkus.qute.TemplateException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes messages as callers want them. */
@Singleton
class Letters {

    /** What headers and the marks between the parts take, at most. */
    private static final int OVERHEAD = 16 * 1024;

    private final Templates templates;
    private final MailSettings settings;
    private final Links links;

    Letters(Templates templates, MailSettings settings, Links links) {
        this.templates = templates;
        this.settings = settings;
        this.links = links;
    }

    /** Who gets what under which name; without bodies and attachments. */
    static Message envelope(String id, EmailParameters parameters) {
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

    /**
     * The whole message.
     *
     * @throws PermanentFailure if the template cannot be filled in, or what is attached is gone or too large
     * @throws IOException if the file store failed
     */
    Message complete(Message envelope, EmailParameters parameters, JobContext job)
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
