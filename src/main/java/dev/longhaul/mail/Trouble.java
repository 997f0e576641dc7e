package dev.longhaul.mail;

import io.vertx.ext.mail.SMTPException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Reads what came instead of the server's consent. */
final class Trouble {

    /** What the server has against our credentials or our encryption, not against the message (RFC 4954 §6, RFC 3207 §4). */
    private static final Set<Integer> ABOUT_US = Set.of(530, 534, 535, 538);

    private Trouble() {}

    /** Whether the server did not want one of several recipients, which one the client does not tell. */
    static boolean isAboutOneRecipient(Throwable trouble) {
        return trouble instanceof SMTPException && starts(trouble, "recipient address");
    }

    /** Whether another attempt would be answered in the same way: a 5xx to the message itself (RFC 5321 §4.2.1). */
    static boolean isForGood(Throwable trouble) {
        return trouble instanceof SMTPException reply
                && reply.isPermanent()
                && !ABOUT_US.contains(reply.getReplyCode())
                && (starts(trouble, "recipient address")
                        || starts(trouble, "sender address")
                        || starts(trouble, "DATA command")
                        || starts(trouble, "sending data"));
    }

    private static boolean starts(Throwable trouble, String step) {
        return String.valueOf(trouble.getMessage()).startsWith(step);
    }

    /** The server's own, where it said something. */
    static String words(Throwable trouble) {
        return trouble instanceof SMTPException reply
                ? String.join(" ", reply.getReplyMessages()).strip()
                : Objects.requireNonNullElse(
                        trouble.getMessage(), trouble.getClass().getSimpleName());
    }

    static String sentence(Throwable trouble, SmtpSettings settings) {
        String server = "The mail server " + settings.host();
        if (trouble instanceof SMTPException reply) {
            return server
                    + (ABOUT_US.contains(reply.getReplyCode())
                            ? " does not accept this service's credentials or wants encryption first: QUARKUS_MAILER_USERNAME,"
                                    + " QUARKUS_MAILER_PASSWORD and QUARKUS_MAILER_START_TLS say how it signs in."
                            : " does not take the message now: " + words(reply));
        }
        if (trouble instanceof TimeoutException) {
            return server
                    + " did not answer within "
                    + settings.timeout()
                    + " (QUARKUS_MAILER_TIMEOUT); it may have taken the message.";
        }
        if (trouble instanceof AllConnectionsBusy) {
            return "All connections of this process to the mail server "
                    + settings.host()
                    + " were busy for "
                    + settings.timeout()
                    + " (QUARKUS_MAILER_MAX_POOL_SIZE); nothing was sent.";
        }
        Throwable cause = telling(trouble);
        return switch (cause) {
            case UnknownHostException _ ->
                    server + " is not known by that name: check QUARKUS_MAILER_HOST.";
            case ConnectException _ ->
                    server
                            + " does not accept connections: is it up, and are QUARKUS_MAILER_HOST and QUARKUS_MAILER_PORT"
                            + " right?";
            case SSLException _ ->
                    server
                            + " could not be talked to in private (TLS): check its certificate, QUARKUS_MAILER_TLS and"
                            + " QUARKUS_MAILER_START_TLS.";
            default ->
                    words(cause).contains("TLS")
                            ? server
                                    + " could not be talked to in private (TLS): check its certificate, QUARKUS_MAILER_TLS and"
                                    + " QUARKUS_MAILER_START_TLS."
                            : server
                                    + " broke off before it had answered; it may have taken the message.";
        };
    }

    private static Throwable telling(Throwable trouble) {
        return Stream.iterate(trouble, Objects::nonNull, Throwable::getCause)
                .filter(cause ->
                        cause instanceof UnknownHostException
                                || cause instanceof ConnectException
                                || cause instanceof SSLException)
                .findFirst()
                .orElse(trouble);
    }
}
