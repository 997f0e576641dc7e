package dev.longhaul.mail;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of messages. How they are sent is set with the mailer's own, {@code quarkus.mailer.*}. */
@ConfigMapping(prefix = "longhaul")
public interface MailSettings {

    /** How large a message may be; what does not fit is linked to instead. */
    @WithName("mail.max-size")
    @WithDefault("10M")
    MemorySize maxSize();

    /** The bound of the wait after the first failed attempt to send a message. */
    @DurationMin(millis = 1)
    @WithName("mail.backoff")
    @WithDefault("15s")
    Duration backoff();

    /** The bound that is never exceeded. */
    @DurationMin(millis = 1)
    @WithName("mail.max-backoff")
    @WithDefault("1h")
    Duration maxBackoff();

    /** The folder of the operator's templates. */
    @WithName("mail.templates")
    Optional<Path> templates();

    /** Where people reach this service, for links in what is sent without a request. */
    @WithName("public-url")
    Optional<String> publicUrl();
}
