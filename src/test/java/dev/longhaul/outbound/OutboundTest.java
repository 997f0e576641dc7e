package dev.longhaul.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against servers on loopback, of which 127.0.0.1 is allowed and 127.0.0.2 is not. */
class OutboundTest {

    record Config(Optional<List<String>> allow, Duration totalTimeout) implements OutboundConfig {

        static final Config LOOPBACK =
                new Config(Optional.of(List.of("127.0.0.1")), Duration.ofSeconds(20));

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration readTimeout() {
            return Duration.ofMillis(500);
        }

        @Override
        public int maxRedirects() {
            return 3;
        }
    }

    private static final long MOST = 10_000;

    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final Outbound outbound = outbound(Config.LOOPBACK, InetAddress::getAllByName);
    private HttpServer server;

    static Outbound outbound(OutboundConfig config, CheckedResolver.Lookup lookup) {
        try {
            return new Outbound(config, Clock.systemUTC(), lookup, SSLContext.getDefault());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().getPath());
        byte[] body = "hello".getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void at(String path, HttpHandler handler) {
        server.createContext(
                path,
                exchange -> {
                    requests.add(exchange.getRequestURI().getPath());
                    handler.handle(exchange);
                    exchange.close();
                });
    }

    private void redirect(String path, int status, String target) {
        at(
                path,
                exchange -> {
                    exchange.getResponseHeaders().set("Location", target);
                    exchange.sendResponseHeaders(status, -1);
                });
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private String get(Outbound client, String address)
            throws OutboundFailure, InterruptedException {
        try (OutboundAnswer answer = client.send(OutboundRequest.get(address, MOST))) {
            return new String(answer.bytes(), UTF_8);
        }
    }

    private OutboundFailure failing(Outbound client, String address) {
        return catchThrowableOfType(OutboundFailure.class, () -> get(client, address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "0.0.0.0",
                "127.1",
                "2130706433",
                "0x7f000001",
                "017700000001"
            })
    void whatIsNotPublicIsRefusedHoweverItIsWritten(String host) {
        var strict =
                outbound(
                        new Config(Optional.empty(), Duration.ofSeconds(20)),
                        InetAddress::getAllByName);
        OutboundFailure failure =
                failing(strict, "http://" + host + ":" + server.getAddress().getPort() + "/");
        assertThat(failure).isInstanceOf(OutboundFailure.Refused.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void aRefusalSaysWhoCanMendIt() {
        OutboundFailure failure =
                failing(outbound, "http://127.0.0.2:" + server.getAddress().getPort() + "/");
        assertThat(failure)
                .isInstanceOf(OutboundFailure.Refused.class)
                .hasMessage(
                        "The host '127.0.0.2' is not on the public internet. The operator can allow it"
                                + " (LONGHAUL_OUTBOUND_ALLOW).");
        assertThat(failure.isPermanent()).isTrue();
    }

    @Test
    void aRedirectLeadsNowhereThatTheFirstAddressMayNot() {
        redirect("/away", 302, "http://127.0.0.2:" + server.getAddress().getPort() + "/secret");
        assertThat(failing(outbound, url("/away"))).isInstanceOf(OutboundFailure.Refused.class);
        assertThat(requests).containsExactly("/away");
    }

    @Test
    void aNameIsLookedUpOnceForEachConnectionAndTheCheckedAddressIsUsed() throws Exception {
        var lookups = new AtomicInteger();
        CheckedResolver.Lookup rebinding =
                host ->
                        InetAddress.getAllByName(
                                lookups.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2");
        var client = outbound(Config.LOOPBACK, rebinding);
        String there = "http://rebinding.test:" + server.getAddress().getPort();
        assertThat(get(client, there + "/first")).isEqualTo("hello");
        assertThat(lookups).hasValue(1);

        assertThat(failing(client, there + "/second")).isInstanceOf(OutboundFailure.Refused.class);
        assertThat(requests).containsExactly("/first");
    }

    @Test
    void redirectsAreFollowedAndTold() throws Exception {
        redirect("/old", 301, "newer");
        redirect("/newer", 307, url("/newest"));
        try (OutboundAnswer answer = outbound.send(OutboundRequest.get(url("/old"), MOST))) {
            assertThat(answer.address()).hasToString(url("/newest"));
            assertThat(answer.redirects())
                    .extracting(Redirect::isPermanent)
                    .containsExactly(true, false);
            assertThat(answer.bytes()).asString(UTF_8).isEqualTo("hello");
        }
        redirect("/circle", 302, "/circle");
        assertThat(failing(outbound, url("/circle")))
                .hasMessageContaining("redirects")
                .matches(OutboundFailure::isPermanent);
    }

    @ParameterizedTest
    @CsvSource({"404, true", "410, true", "408, false", "429, false", "500, false", "503, false"})
    void aStatusSaysWhetherAnotherAttemptMayHelp(int status, boolean permanent) {
        at(
                "/status",
                exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "17");
                    exchange.getResponseHeaders().set("Content-Type", "text/plain");
                    exchange.sendResponseHeaders(status, 0);
                    exchange.getResponseBody().write("a reason".getBytes(UTF_8));
                });
        var failure = (OutboundFailure.Answered) failing(outbound, url("/status"));
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.isPermanent()).isEqualTo(permanent);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
        assertThat(failure.words()).isEqualTo("a reason");
        assertThat(failure).hasMessageContaining(url("/status") + " answered " + status);
    }

    @Test
    void aBodyIsBoundedAlsoWhereItWasCompressed() {
        at(
                "/declared",
                exchange -> {
                    exchange.sendResponseHeaders(200, MOST + 1);
                    exchange.getResponseBody().write(new byte[(int) MOST + 1]);
                });
        at(
                "/bomb",
                exchange -> {
                    var packed = new ByteArrayOutputStream();
                    try (var gzip = new GZIPOutputStream(packed)) {
                        gzip.write(new byte[5_000_000]);
                    }
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    exchange.sendResponseHeaders(200, packed.size());
                    packed.writeTo(exchange.getResponseBody());
                });
        assertThat(failing(outbound, url("/declared")))
                .isInstanceOf(OutboundFailure.TooLarge.class);
        assertThat(failing(outbound, url("/bomb"))).isInstanceOf(OutboundFailure.TooLarge.class);
    }

    @Test
    void aPostIsSentOnceAndNotRedirected() throws Exception {
        var body = new AtomicReference<String>();
        at(
                "/hook",
                exchange -> {
                    body.set(
                            exchange.getRequestHeaders().getFirst("Content-Type")
                                    + " "
                                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    exchange.sendResponseHeaders(204, -1);
                });
        var post = OutboundRequest.post(url("/hook"), "application/json", "{\"ü\":1}", MOST);
        try (OutboundAnswer answer = outbound.send(post)) {
            assertThat(answer.status()).isEqualTo(204);
        }
        assertThat(body).hasValue("application/json {\"ü\":1}");

        redirect("/moved", 307, "/hook");
        var moved = OutboundRequest.post(url("/moved"), "application/json", "{}", MOST);
        var failure =
                catchThrowableOfType(
                        OutboundFailure.Answered.class, () -> outbound.send(moved).close());
        assertThat(failure.status()).isEqualTo(307);
    }

    @Test
    void aServerThatHangsHoldsUpNobodyElse() throws Exception {
        try (var silent = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            String hanging = "http://127.0.0.1:" + silent.getLocalPort() + "/";
            var waiting = new ArrayList<Thread>();
            var ended = new ConcurrentLinkedQueue<Object>();
            for (int i = 0; i < 100; i++) {
                waiting.add(Thread.ofVirtual().start(() -> ended.add(failing(outbound, hanging))));
            }
            assertThat(get(outbound, url("/quick"))).isEqualTo("hello");
            for (Thread thread : waiting) {
                thread.join();
            }
            assertThat(ended)
                    .hasSize(100)
                    .allSatisfy(failure ->
                            assertThat((OutboundFailure) failure)
                                    .isInstanceOf(OutboundFailure.Unavailable.class)
                                    .hasMessageContaining("silent for too long"));
        }
    }

    @Test
    void aTrickleOfBytesEndsWithTheTimeForAllOfIt() throws Exception {
        var hasty =
                outbound(
                        new Config(Optional.of(List.of("127.0.0.0/8")), Duration.ofSeconds(1)),
                        InetAddress::getAllByName);
        try (var trickling = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> trickle(trickling));
            assertThat(failing(hasty, "http://127.0.0.1:" + trickling.getLocalPort() + "/"))
                    .isInstanceOf(OutboundFailure.Unavailable.class)
                    .hasMessageContaining("took longer than 1 s");
        }
    }

    /** A header that has no end. */
    private static void trickle(ServerSocket trickling) {
        try (Socket socket = trickling.accept()) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
            while (!Thread.currentThread().isInterrupted()) {
                socket.getOutputStream().write('x');
                Thread.sleep(Duration.ofMillis(100));
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone, as it should.
        }
    }

    @Test
    void anInterruptedThreadStopsAtOnce() throws Exception {
        var thrown = new AtomicReference<Throwable>();
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String hanging = "http://127.0.0.1:" + silent.getLocalPort() + "/";
            Thread thread =
                    Thread.ofVirtual()
                            .start(() ->
                                    thrown.set(
                                            catchThrowableOfType(
                                                    Throwable.class,
                                                    () -> get(outbound, hanging))));
            try (Socket accepted = silent.accept()) {
                // Its request is here: it waits for the answer.
                accepted.getInputStream().read();
                thread.interrupt();
                thread.join();
            }
            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void whatIsNotThereIsWorthAnotherAttempt() throws Exception {
        int port;
        try (var closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThat(failing(outbound, "http://127.0.0.1:" + port + "/"))
                .isInstanceOf(OutboundFailure.Unavailable.class)
                .hasMessageContaining("could not be connected to");
        assertThat(failing(outbound, "http://nowhere.invalid/"))
                .isInstanceOf(OutboundFailure.Unavailable.class)
                .hasMessageContaining("nowhere.invalid");
    }
}
