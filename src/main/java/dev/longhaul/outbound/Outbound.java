package dev.longhaul.outbound;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests to addresses that callers name. Whatever is not on the public internet is refused, unless the operator allows
 * it: the first address, each redirect, and the address that a name has at the moment of the connection. Blocks; an interrupted
 * virtual thread stops at once. Each request has a connection of its own.
 */
@Singleton
public class Outbound {

    private final OutboundConfig config;
    private final InstantSource clock;
    private final CloseableHttpClient client;

    @Inject
    Outbound(OutboundConfig config, InstantSource clock) throws NoSuchAlgorithmException {
        this(config, clock, InetAddress::getAllByName, SSLContext.getDefault());
    }

    /**
     * @param trust which certificates are believed
     */
    Outbound(
            OutboundConfig config,
            InstantSource clock,
            CheckedResolver.Lookup lookup,
            SSLContext trust) {
        this.config = config;
        this.clock = clock;
        var allowed = new AllowList(config.allow().orElse(List.of()));
        this.client =
                client(
                        config,
                        new CheckedResolver(allowed, config.connectTimeout(), lookup),
                        trust);
    }

    private static CloseableHttpClient client(
            OutboundConfig config, CheckedResolver resolver, SSLContext trust) {
        return HttpClients.custom()
                .setConnectionManager(connections(config, resolver, trust))
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setResponseTimeout(timeout(config.readTimeout()))
                                // Asks old servers to switch to TLS, which confuses some.
                                .setProtocolUpgradeEnabled(false)
                                .build())
                .setUserAgent("Longhaul")
                .disableRedirectHandling()
                .disableContentCompression()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(
            OutboundConfig config, CheckedResolver resolver, SSLContext trust) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                // Without the list of public suffixes: no authority signs a wildcard for one.
                .setTlsSocketStrategy(
                        new DefaultClientTlsStrategy(trust, new DefaultHostnameVerifier()))
                .setDefaultTlsConfig(
                        TlsConfig.custom()
                                .setHandshakeTimeout(timeout(config.connectTimeout()))
                                .build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(timeout(config.connectTimeout()))
                                .setSocketTimeout(timeout(config.readTimeout()))
                                .build())
                // Nobody waits for a connection because somebody else's server hangs.
                .setMaxConnTotal(Integer.MAX_VALUE)
                .setMaxConnPerRoute(Integer.MAX_VALUE)
                .build();
    }

    private static Timeout timeout(Duration time) {
        return Timeout.of(time);
    }

    /**
     * Sends a request.
     *
     * @return the answer, its body still to be read
     * @throws OutboundFailure if there is no success to be had
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    public OutboundAnswer send(OutboundRequest request)
            throws OutboundFailure, InterruptedException {
        return send(request, config.totalTimeout());
    }

    /**
     * The same with less time.
     *
     * @param most how long all of it may take, unless the operator lets no request take as long
     */
    public OutboundAnswer send(OutboundRequest request, Duration most)
            throws OutboundFailure, InterruptedException {
        Duration usual = config.totalTimeout();
        Duration time = most.compareTo(usual) < 0 ? most : usual;
        var exchange = new Exchange(client, request, config.maxRedirects(), time, clock);
        @Nullable OutboundAnswer answer = null;
        try {
            answer = exchange.answer();
            return answer;
        } finally {
            if (answer == null) {
                exchange.close();
            }
        }
    }

    @PreDestroy
    void close() throws IOException {
        client.close();
    }
}
