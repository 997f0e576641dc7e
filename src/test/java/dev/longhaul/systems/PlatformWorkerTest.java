package dev.longhaul.systems;

import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/**
 * System 5: a reader of feeds whose web process only takes orders and answers. With processes of their own for web and
 * workers the same is walked by {@link dev.longhaul.SeparateProcessesIT}.
 */
@QuarkusTest
class PlatformWorkerTest {

    private static final String ATOM =
            """
            <?xml version="1.0"?>
            <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:news</id><updated>2026-11-20T17:30:00Z</updated>
            <entry><title>First</title><id>urn:first</id><updated>2026-11-20T17:30:00Z</updated>
              <link href="https://news.example/first"/></entry>
            </feed>
            """;

    private static String read(String url) {
        return Jobs.submit(
                "{\"type\": \"feed\", \"maxAttempts\": 2, \"parameters\": {\"url\": \"%s\"}}"
                        .formatted(url));
    }

    @Test
    void aFeedThatHangsHurtsNobodyAndTheNextIsAnswered() throws Exception {
        HttpServer news = serve(ATOM);
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String hanging = read("http://127.0.0.1:" + silent.getLocalPort() + "/feed");
            await().until(() -> Jobs.status(hanging).getString("status").equals("running"));

            String answered = read("http://127.0.0.1:" + news.getAddress().getPort() + "/feed");
            JsonPath feed = poll(answered).jsonPath();
            assertThat(feed.getString("title")).isEqualTo("News");
            assertThat(feed.getString("items[0].url")).isEqualTo("https://news.example/first");
            assertThat(Jobs.status(hanging).getBoolean("done")).isFalse();

            JsonPath end = Jobs.awaitEnd(hanging);
            assertThat(end.getString("status")).isEqualTo("failed");
            assertThat(end.getString("error.code")).isEqualTo("address-unavailable");
            assertThat(end.getList("attempts.outcome")).containsExactly("failed", "failed");
        } finally {
            news.stop(0);
        }
    }

    /** As a page does it: the one URL again and again, until it leads to the result. */
    private static Response poll(String job) {
        return await().until(
                        () -> when().get(job), answer -> answer.jsonPath().get("items") != null);
    }

    private static HttpServer serve(String feed) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/feed",
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/atom+xml");
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(feed.getBytes(UTF_8));
                    exchange.close();
                });
        server.start();
        return server;
    }
}
