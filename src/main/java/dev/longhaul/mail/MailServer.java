package dev.longhaul.mail;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The SMTP server that takes our messages. */
@Singleton
public class MailServer {

    private final MailClient client;
    private final SmtpSettings settings;
    private final InstantSource clock;

    MailServer(MailClient client, SmtpSettings settings, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The address that messages come from. Empty where the operator has not set up mail, and then nothing can be sent.
     */
    public Optional<MailAddress> sender() {
        return settings.sender();
    }

    /**
     * Sends a message to some or all of its recipients: at once, or, if the server does not want all of them, to each by
     * itself, so that it says what it has against whom.
     *
     * @return an answer for each
     * @throws InterruptedException if the thread was interrupted; the message may have been sent
     * @throws IllegalStateException if there is no {@link #sender}
     */
    public List<Answer> send(Message message, Collection<String> recipients)
            throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        List<String> allowed = new ArrayList<>();
        for (String recipient : recipients) {
            if (settings.approves(recipient)) {
                allowed.add(recipient);
            } else {
                answers.add(
                        new Answer.Refused(
                                recipient,
                                550,
                                "quarkus.mailer.approved-recipients does not include the address"));
            }
        }
        if (!allowed.isEmpty()) {
            answers.addAll(sendToAll(message, allowed));
        }
        return answers;
    }

    private List<Answer> sendToAll(Message message, List<String> recipients)
            throws InterruptedException {
        Optional<Throwable> trouble = transact(message, recipients);
        if (trouble.isEmpty()) {
            return recipients.stream().<Answer>map(Answer.Accepted::new).toList();
        }
        if (recipients.size() == 1 || !Trouble.isAboutOneRecipient(trouble.get())) {
            return recipients.stream().map(recipient -> answer(recipient, trouble.get())).toList();
        }
        List<Answer> answers = new ArrayList<>();
        for (String recipient : recipients) {
            answers.add(
                    transact(message, List.of(recipient))
                            .map(why -> answer(recipient, why))
                            .orElseGet(() -> new Answer.Accepted(recipient)));
        }
        return answers;
    }

    private Answer answer(String recipient, Throwable trouble) {
        return Trouble.isForGood(trouble) && trouble instanceof SMTPException reply
                ? new Answer.Refused(recipient, reply.getReplyCode(), Trouble.words(reply))
                : new Answer.Deferred(
                        recipient,
                        Trouble.sentence(trouble, settings),
                        Optional.of(Trouble.words(trouble)));
    }

    /** One dialogue with the server: all of the recipients, or none. */
    private Optional<Throwable> transact(Message message, List<String> recipients)
            throws InterruptedException {
        Duration patience = settings.timeout();
        try {
            client.sendMail(mime(message, recipients))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of(e);
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() == null ? e : e.getCause());
        }
    }

    private MailMessage mime(Message message, List<String> recipients) {
        MailAddress sender =
                sender().orElseThrow(() -> new IllegalStateException("there is no sender"));
        var mail = new MailMessage();
        mail.setFrom(sender.address());
        settings.bounceAddress().ifPresent(mail::setBounceAddress);
        mail.setTo(recipients);
        message.text().map(MailServer::lines).ifPresent(mail::setText);
        message.html().map(MailServer::lines).ifPresent(mail::setHtml);
        mail.setAttachment(message.attachments().stream().map(MailServer::attachment).toList());
        mail.addHeader("Message-ID", "<" + message.id() + ">");
        mail.addHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        clock.instant().atOffset(ZoneOffset.UTC)));
        mail.addHeader("Subject", Headers.text(message.subject()));
        mail.addHeader("From", sender.header());
        mail.addHeader(
                "To", message.to().isEmpty() ? "undisclosed-recipients:;" : list(message.to()));
        if (!message.cc().isEmpty()) {
            mail.addHeader("Cc", list(message.cc()));
        }
        // So that no program answers it with another (RFC 3834 §5).
        mail.addHeader("Auto-Submitted", "auto-generated");
        return mail;
    }

    private static String list(List<MailAddress> addresses) {
        return addresses.stream().map(MailAddress::header).collect(Collectors.joining(",\r\n "));
    }

    /** The client encodes each carriage return that it meets. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static MailAttachment attachment(Message.Attachment attachment) {
        return MailAttachment.create()
                .setData(Buffer.buffer(attachment.content()))
                .setContentType(
                        Headers.isMediaType(attachment.mediaType())
                                ? attachment.mediaType()
                                : "application/octet-stream")
                .setDisposition(Headers.disposition(attachment.filename()));
    }
}
