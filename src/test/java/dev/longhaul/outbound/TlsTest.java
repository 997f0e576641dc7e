package dev.longhaul.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The address is pinned, the name in TLS is still the one that the caller wrote. */
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir Path directory;

    private SSLContext certified(String name) throws Exception {
        Path store = directory.resolve("store.p12");
        int exit =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "SAN=dns:" + name,
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        assertThat(exit).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        var keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, PASSWORD);
        var trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    @Test
    void theNameInTlsIsTheOneOfTheAddress() throws Exception {
        SSLContext context = certified("feeds.test");
        var asked = new AtomicReference<String>();
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext(
                "/",
                exchange -> {
                    var session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
                    asked.set(
                            exchange.getRequestHeaders().getFirst("Host")
                                    + " "
                                    + session.getRequestedServerNames());
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("ok".getBytes(UTF_8));
                    exchange.close();
                });
        server.start();
        try {
            int port = server.getAddress().getPort();
            var outbound =
                    new Outbound(
                            OutboundTest.Config.LOOPBACK,
                            Clock.systemUTC(),
                            _ -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                            context);
            assertThat(get(outbound, "https://feeds.test:" + port + "/")).isEqualTo("ok");
            assertThat(asked.get())
                    .startsWith("feeds.test:" + port)
                    .contains("type=host_name (0), value=feeds.test");
            assertThatThrownBy(() -> get(outbound, "https://other.test:" + port + "/"))
                    .isInstanceOf(OutboundFailure.Unavailable.class)
                    .hasMessageContaining("other.test");
        } finally {
            server.stop(0);
        }
    }

    private static String get(Outbound outbound, String address)
            throws OutboundFailure, InterruptedException, IOException {
        try (OutboundAnswer answer = outbound.send(OutboundRequest.get(address, 100))) {
            return new String(answer.bytes(), UTF_8);
        }
    }
}
