package dev.longhaul.clients;

import java.net.URI;

/** Somebody else's HTTP client, used as its makers meant it. */
public interface Client {

    /** As the guide calls it, in Markdown. */
    String name();

    /** Asks for what is at a URL of the service, in whatever way the client does that. */
    Sighting get(URI url) throws Exception;
}
