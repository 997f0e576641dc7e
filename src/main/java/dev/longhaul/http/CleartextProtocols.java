package dev.longhaul.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Offers HTTP/2 over TLS alone. Where a request asks for {@code h2c} (RFC 7540 §3.2, which RFC 9113 has given up), the server
 * below takes its body as fast as it comes, whatever the disk can do: a large file fills the memory. Java's own client asks for
 * it with every first request.
 */
@Singleton
class CleartextProtocols implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
