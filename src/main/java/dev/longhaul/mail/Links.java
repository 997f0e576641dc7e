package dev.longhaul.mail;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/** Where people reach this service: what is sent without a request has nothing else to build URLs from. */
@Startup(1)
@Singleton
public class Links {

    private final Optional<String> base;

    /**
     * @throws ConfigurationException if it is no URL of a web server
     */
    Links(MailSettings settings) {
        this.base = settings.publicUrl().map(Links::checked);
    }

    private static String checked(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
                return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ConfigurationException(
                "longhaul.public-url is '"
                        + text
                        + "'; it has to be the URL under which people reach this service, like https://jobs.example.org.");
    }

    /**
     * The absolute URL of a path. Empty if nobody has set {@code longhaul.public-url}.
     *
     * @param path begins with a slash
     */
    public Optional<String> to(String path) {
        return base.map(url -> url + path);
    }
}
