package dev.longhaul.mail;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What we need to know of the mailer's own settings. */
@Startup(1)
@Singleton
class SmtpSettings {

    private final String host;
    private final Duration timeout;
    private final Optional<MailAddress> sender;
    private final Optional<String> bounceAddress;
    private final List<Pattern> approved;

    /**
     * @throws ConfigurationException if an address is none
     */
    SmtpSettings(
            @ConfigProperty(name = "quarkus.mailer.host") String host,
            @ConfigProperty(name = "quarkus.mailer.timeout") Duration timeout,
            @ConfigProperty(name = "quarkus.mailer.from") Optional<String> from,
            @ConfigProperty(name = "quarkus.mailer.bounce-address") Optional<String> bounceAddress,
            @ConfigProperty(name = "quarkus.mailer.approved-recipients")
                    Optional<List<String>> approved) {
        this.host = host;
        this.timeout = timeout;
        this.sender = from.map(text -> address("quarkus.mailer.from", text));
        this.bounceAddress =
                bounceAddress
                        .map(text -> address("quarkus.mailer.bounce-address", text))
                        .map(MailAddress::address);
        this.approved =
                approved.orElse(List.of()).stream()
                        .map(pattern -> Pattern.compile(pattern.strip()))
                        .toList();
    }

    private static MailAddress address(String key, String text) {
        return MailAddress.parse(text)
                .orElseThrow(() ->
                        new ConfigurationException(
                                key + " is '" + text + "'; it " + MailAddress.EXPECTED + "."));
    }

    String host() {
        return host;
    }

    /** How long one dialogue with the server may take. */
    Duration timeout() {
        return timeout;
    }

    Optional<MailAddress> sender() {
        return sender;
    }

    Optional<String> bounceAddress() {
        return bounceAddress;
    }

    /** Whether messages may go to that address; an installation for trying things names those that may. */
    boolean approves(String recipient) {
        return approved.isEmpty()
                || approved.stream().anyMatch(pattern -> pattern.matcher(recipient).matches());
    }
}
