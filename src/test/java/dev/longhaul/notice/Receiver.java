package dev.longhaul.notice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * A server that takes webhooks, and answers those of each address with the statuses that its path lists, the last for ever; some
 * only when it is told to.
 */
@Singleton
class Receiver {

    /** What has arrived. */
    record Request(HttpHeaders headers, String body) {}

    private static final Pattern COMMA = Pattern.compile(",");

    private final Map<String, List<Request>> requests = new ConcurrentHashMap<>();
    private final CountDownLatch patience = new CountDownLatch(1);
    private HttpServer server;

    @PostConstruct
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @PreDestroy
    void stop() {
        server.stop(0);
    }

    /** An address that nobody else has. */
    String address(String... statuses) {
        return "http://127.0.0.1:%d/%s/%s"
                .formatted(
                        server.getAddress().getPort(),
                        String.join(",", statuses),
                        UUID.randomUUID());
    }

    /** An address that nobody else has, which answers only after {@link #answerAll}. */
    String heldAddress() {
        return address("200") + "-held";
    }

    /** Answers whom it has kept waiting, and waits with none from now on. */
    void answerAll() {
        patience.countDown();
    }

    /** What has arrived at that address, in order. */
    List<Request> at(String address) {
        return requests.getOrDefault(address.substring(address.indexOf('/', 7)), List.of());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            List<Request> before =
                    requests.computeIfAbsent(path, _ -> new CopyOnWriteArrayList<>());
            before.add(
                    new Request(
                            HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true), body));
            List<Integer> statuses =
                    COMMA.splitAsStream(path.substring(1, path.indexOf('/', 1)))
                            .map(Integer::valueOf)
                            .toList();
            if (path.endsWith("-held")) {
                patience.await();
            }
            int status = statuses.get(Math.min(before.size(), statuses.size()) - 1);
            if (status == 429) {
                exchange.getResponseHeaders().set("Retry-After", "2");
            }
            byte[] words = "words of the receiver".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(status, words.length);
            exchange.getResponseBody().write(words);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
