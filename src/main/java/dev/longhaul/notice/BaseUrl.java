package dev.longhaul.notice;

import dev.longhaul.mail.Links;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** What the URLs in notices begin with: there is no request to take it from. */
@Singleton
class BaseUrl {

    private static final Logger LOG = Logger.getLogger(BaseUrl.class);

    private final Links links;
    private final String local;
    private final AtomicBoolean warned = new AtomicBoolean();

    BaseUrl(
            Links links,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
        this.links = links;
        this.local = "http://" + (host.equals("0.0.0.0") ? "localhost" : host) + ":" + port;
    }

    /** Without a slash at the end. */
    String url() {
        return links.to("").orElseGet(this::local);
    }

    private String local() {
        if (!warned.getAndSet(true)) {
            LOG.warnf(
                    "Links in notices lead to %s, which nobody else can follow: set LONGHAUL_PUBLIC_URL to the address under"
                            + " which people reach this service.",
                    local);
        }
        return local;
    }
}
