package dev.longhaul.mail;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The SMTP server that takes our messages. */
@Singleton
public class MailServer {

    /** In time-outs of a dialogue. */
    private static final int LONGEST_HOLD = 10;

    private final MailClient client;
    private final SmtpSettings settings;
    private final InstantSource clock;

    /**
     * One for each connection. The client would queue what comes beyond, and send it even after we have given it up and put it
     * off: then it would come twice.
     */
    private final Semaphore connections;

    MailServer(
            MailClient client,
            SmtpSettings settings,
            @ConfigProperty(name = "quarkus.mailer.max-pool-size", defaultValue = "10") int most,
            InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        this.connections = new Semaphore(most, true);
    }

    /**
     * The address that messages come from. Empty where the operator has not set up mail, and then nothing can be sent.
     */
    public Optional<MailAddress> sender() {
        return settings.sender();
    }

    /** Hears what the server has answered for some of the recipients, before it is asked for more. */
    @FunctionalInterface
    public interface Listener<E extends Exception> {
        void answered(List<Answer> answers) throws E, InterruptedException;
    }

    /**
     * Sends a message to some or all of its recipients: to all at once, or, if the server does not want one of them, to each
     * half of them by itself, until it has said whom it does not want and why.
     *
     * @param listener hears one answer for each recipient
     * @throws InterruptedException if the thread was interrupted; the message may have been sent
     * @throws IllegalStateException if there is no {@link #sender}
     */
    public <E extends Exception> void send(
            Message message, Collection<String> recipients, Listener<E> listener)
            throws E, InterruptedException {
        List<String> approved = recipients.stream().filter(settings::approves).toList();
        List<Answer> unapproved =
                recipients.stream()
                        .filter(recipient -> !settings.approves(recipient))
                        .map(MailServer::unapproved)
                        .toList();
        if (!unapproved.isEmpty()) {
            listener.answered(unapproved);
        }
        if (!approved.isEmpty()) {
            sendToAll(message, approved, listener);
        }
    }

    private static Answer unapproved(String recipient) {
        return new Answer.Refused(
                recipient, 550, "quarkus.mailer.approved-recipients does not include the address");
    }

    private <E extends Exception> void sendToAll(
            Message message, List<String> recipients, Listener<E> listener)
            throws E, InterruptedException {
        Optional<Throwable> trouble = transact(message, recipients);
        if (trouble.isEmpty()) {
            listener.answered(recipients.stream().<Answer>map(Answer.Accepted::new).toList());
        } else if (recipients.size() > 1 && Trouble.isAboutOneRecipient(trouble.get())) {
            int half = recipients.size() / 2;
            sendToAll(message, recipients.subList(0, half), listener);
            sendToAll(message, recipients.subList(half, recipients.size()), listener);
        } else {
            listener.answered(
                    recipients.stream()
                            .map(recipient -> answer(recipient, trouble.get()))
                            .toList());
        }
    }

    private Answer answer(String recipient, Throwable trouble) {
        return Trouble.isForGood(trouble) && trouble instanceof SMTPException reply
                ? new Answer.Refused(recipient, reply.getReplyCode(), Trouble.words(reply))
                : new Answer.Deferred(
                        recipient,
                        Trouble.sentence(trouble, settings),
                        Optional.of(Trouble.words(trouble)));
    }

    /**
     * One dialogue with the server: all of the recipients, or none. It begins when there is a connection for it, and is not begun
     * at all if there is none in time.
     */
    private Optional<Throwable> transact(Message message, List<String> recipients)
            throws InterruptedException {
        Duration patience = settings.timeout();
        if (!connections.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.of(new AllConnectionsBusy());
        }
        try {
            begin(message, recipients).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of(e);
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() == null ? e : e.getCause());
        }
    }

    /**
     * A dialogue that is given up has its connection until it ends, so its permit as well; but not for ever, as the client does
     * not tell of each connection that the server closes.
     */
    private CompletableFuture<MailResult> begin(Message message, List<String> recipients) {
        @Nullable CompletableFuture<MailResult> dialogue = null;
        try {
            dialogue =
                    client.sendMail(mime(message, recipients))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .orTimeout(
                                    settings.timeout().toMillis() * LONGEST_HOLD,
                                    TimeUnit.MILLISECONDS)
                            .whenComplete((_, _) -> connections.release());
            return dialogue;
        } finally {
            if (dialogue == null) {
                connections.release();
            }
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
