package dev.longhaul.jobtypes.feed;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;

import com.sun.net.httpserver.HttpServer;
import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** System 5: feeds from servers on loopback, some of which are slow, broken or hostile. */
@QuarkusTest
class FeedTest {

    private static final String RSS =
            """
            <?xml version="1.0"%s?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
            <channel><title>Grüße</title><link>https://blog.example/</link><description>All &amp; sundry</description>
            <item><title>First</title><link>/first</link><guid isPermaLink="false">id-1</guid>
              <pubDate>Fri, 20 Nov 2026 17:30:00 +0100</pubDate><author>ada@blog.example (Ada)</author>
              <description>&lt;p&gt;Short &amp;amp; sweet&lt;/p&gt;</description>
              <content:encoded><![CDATA[<p>Short &amp; <b>sweet</b>, and more</p>]]></content:encoded>
              <category>news</category>
              <enclosure url="https://blog.example/1.mp3" length="1234" type="audio/mpeg"/></item>
            <item><title>Second</title><link>https://blog.example/second</link></item>
            </channel></rss>
            """;

    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String serve(String path, String mediaType, byte[] body, Map<String, String> headers) {
        server.createContext(
                path,
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", mediaType);
                    headers.forEach(exchange.getResponseHeaders()::set);
                    boolean known =
                            "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
                    if (headers.containsKey("Location")) {
                        exchange.sendResponseHeaders(308, -1);
                    } else if (known) {
                        exchange.sendResponseHeaders(304, -1);
                    } else {
                        exchange.sendResponseHeaders(200, 0);
                        exchange.getResponseBody().write(body);
                    }
                    exchange.close();
                });
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private String serve(String mediaType, String body) {
        return serve("/feed", mediaType, body.getBytes(UTF_8), Map.of());
    }

    private static String submit(String url) {
        return Jobs.submit("feed", "{\"url\": \"%s\"}".formatted(url));
    }

    private static JsonPath result(String job) {
        JsonPath end = Jobs.awaitEnd(job);
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("succeeded");
        return when().get(job + "/result")
                .then()
                .contentType("application/json")
                .extract()
                .jsonPath();
    }

    private static JsonPath read(String url) {
        return result(submit(url));
    }

    private static String failure(String url, String code) {
        JsonPath end = Jobs.awaitEnd(submit(url));
        assertThat(end.getString("status")).isEqualTo("failed");
        assertThat(end.getString("error.code")).isEqualTo(code);
        assertThat(end.getInt("attempt")).isEqualTo(1);
        return end.getString("error.message");
    }

    @Test
    void rssBecomesJson() {
        JsonPath feed = read(serve("application/rss+xml", RSS.formatted("")));
        assertThat(feed.getString("title")).isEqualTo("Grüße");
        assertThat(feed.getString("description")).isEqualTo("All & sundry");
        assertThat(feed.getString("format")).isEqualTo("rss_2.0");
        assertThat(feed.getString("homePage")).isEqualTo("https://blog.example/");
        assertThat(feed.getMap("items[0]"))
                .isEqualTo(
                        Map.of(
                                "id", "id-1",
                                "url", "https://blog.example/first",
                                "title", "First",
                                "summary", "Short & sweet",
                                "contentHtml", "<p>Short &amp; <b>sweet</b>, and more</p>",
                                "author", "ada@blog.example (Ada)",
                                "published", "2026-11-20T16:30:00Z",
                                "categories", List.of("news"),
                                "enclosures",
                                        List.of(
                                                Map.of(
                                                        "url", "https://blog.example/1.mp3",
                                                        "mediaType", "audio/mpeg",
                                                        "size", 1234))));
        assertThat(feed.getMap("items[1]"))
                .isEqualTo(
                        Map.of(
                                "id", "https://blog.example/second",
                                "url", "https://blog.example/second",
                                "title", "Second"));
    }

    @Test
    void olderRssAtomAndJsonFeedBecomeTheSame() {
        String url =
                serve(
                        "/netscape",
                        "text/xml",
                        """
                        <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss-0.91.dtd">
                        <rss version="0.91"><channel><title>Old</title><link>http://old.example/</link>
                        <description>fish&nbsp;&amp; chips</description><language>en</language>
                        <item><title>One</title><link>http://old.example/1</link></item></channel></rss>
                        """
                                .getBytes(UTF_8),
                        Map.of());
        JsonPath old = read(url);
        assertThat(old.getString("items[0].title")).isEqualTo("One");
        assertThat(old.getString("description")).isEqualTo("fish\u00A0& chips");

        url =
                serve(
                        "/rdf",
                        "application/xml",
                        """
                        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
                          xmlns:dc="http://purl.org/dc/elements/1.1/">
                        <channel rdf:about="http://rdf.example/"><title>RDF</title><link>http://rdf.example/</link>
                        <description>d</description></channel>
                        <item rdf:about="http://rdf.example/1"><title>One</title><link>http://rdf.example/1</link>
                        <dc:date>2026-11-20T17:30:00Z</dc:date><dc:creator>Ada</dc:creator></item></rdf:RDF>
                        """
                                .getBytes(UTF_8),
                        Map.of());
        JsonPath rdf = read(url);
        assertThat(rdf.getString("format")).isEqualTo("rss_1.0");
        assertThat(rdf.getString("items[0].published")).isEqualTo("2026-11-20T17:30:00Z");
        assertThat(rdf.getString("items[0].author")).isEqualTo("Ada");

        url =
                serve(
                        "/atom",
                        "application/atom+xml",
                        """
                        <feed xmlns="http://www.w3.org/2005/Atom"><title type="html">A &amp;amp; B</title><id>urn:feed</id>
                        <link href="https://atom.example/"/><updated>2026-11-20T17:30:00Z</updated>
                        <entry><id>urn:1</id><title>One</title><link rel="alternate" href="one"/><author><name>Ada</name></author>
                        <updated>2026-11-20T17:30:00Z</updated><published>2026-11-19T00:00:00Z</published>
                        <summary>1 &lt; 2</summary><content type="html">&lt;b&gt;1&lt;/b&gt;</content>
                        <link rel="enclosure" href="1.mp3" type="audio/mpeg" length="5"/></entry></feed>
                        """
                                .getBytes(UTF_8),
                        Map.of());
        JsonPath atom = read(url);
        assertThat(atom.getString("title")).isEqualTo("A & B");
        assertThat(atom.getString("items[0].url")).isEqualTo("https://atom.example/one");
        assertThat(atom.getString("items[0].summary")).isEqualTo("1 < 2");
        assertThat(atom.getString("items[0].contentHtml")).isEqualTo("<b>1</b>");
        assertThat(atom.getString("items[0].published")).isEqualTo("2026-11-19T00:00:00Z");
        assertThat(atom.getString("items[0].updated")).isEqualTo("2026-11-20T17:30:00Z");
        assertThat(atom.getString("items[0].enclosures[0].mediaType")).isEqualTo("audio/mpeg");

        url =
                serve(
                        "/json",
                        "application/feed+json",
                        """
                        {"version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://json.example/",
                         "authors": [{"name": "Ada"}, {"name": "Grace"}],
                         "items": [{"id": 7, "url": "/7", "content_html": "<p>Hi &amp; bye</p>", "tags": ["a"],
                           "date_published": "2026-11-20T18:30:00+01:00",
                           "attachments": [{"url": "7.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5}]}]}
                        """
                                .getBytes(UTF_8),
                        Map.of());
        JsonPath json = read(url);
        assertThat(json.getString("format")).isEqualTo("json_1.1");
        assertThat(json.getMap("items[0]"))
                .containsEntry("id", "7")
                .containsEntry("url", "https://json.example/7")
                .containsEntry("summary", "Hi & bye")
                .containsEntry("author", "Ada, Grace")
                .containsEntry("published", "2026-11-20T17:30:00Z");
        assertThat(json.getString("items[0].enclosures[0].url"))
                .isEqualTo("https://json.example/7.mp3");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, application/xml, '', ",
        "windows-1252, application/xml, ' encoding=\"windows-1252\"', ",
        "ISO-8859-1, text/xml; charset=iso-8859-1, '', ",
        "UTF-8, text/xml; charset=\"UTF-8\", ' encoding=\"ISO-8859-1\"', ",
        "UTF-8, text/xml; charset=iso-8859-1, ' encoding=\"ISO-8859-1\"', EFBBBF",
        "UTF-16LE, application/xml, ' encoding=\"UTF-16\"', FFFE",
        "UTF-16BE, application/xml, ' encoding=\"UTF-16\"', ",
        "UTF-8, text/xml; charset=nonsense, '', ",
    })
    void lettersAreReadAsTheyWereWritten(
            String charset, String mediaType, String declaration, String mark) {
        byte[] text = RSS.formatted(declaration).getBytes(Charset.forName(charset));
        byte[] order = mark == null ? new byte[0] : HexFormat.of().parseHex(mark);
        byte[] body = new byte[order.length + text.length];
        System.arraycopy(order, 0, body, 0, order.length);
        System.arraycopy(text, 0, body, order.length, text.length);
        JsonPath feed = read(serve("/feed", mediaType, body, Map.of()));
        assertThat(feed.getString("title")).isEqualTo("Grüße");
    }

    @Test
    void whatTheCallerHasIsNotReadAgainAndAMoveIsTold() {
        Map<String, String> tag =
                Map.of("ETag", "\"v1\"", "Last-Modified", "Fri, 20 Nov 2026 17:30:00 GMT");
        String url = serve("/new", "text/xml", RSS.formatted("").getBytes(UTF_8), tag);
        String old = serve("/old", "text/plain", new byte[0], Map.of("Location", url));
        JsonPath feed = read(old);
        assertThat(feed.getString("url")).isEqualTo(url);
        assertThat(feed.getString("movedTo")).isEqualTo(url);
        assertThat(feed.getString("lastModified")).isEqualTo("Fri, 20 Nov 2026 17:30:00 GMT");
        assertThat(feed.getList("items")).hasSize(2);

        String again =
                Jobs.submit(
                        "feed",
                        "{\"url\": \"%s\", \"limit\": 1, \"etag\": \"\\\"v1\\\"\"}".formatted(url));
        assertThat(result(again).getMap(""))
                .containsEntry("notModified", true)
                .containsEntry("etag", "\"v1\"")
                .doesNotContainKeys("items", "title", "movedTo");
        String first = Jobs.submit("feed", "{\"url\": \"%s\", \"limit\": 1}".formatted(url));
        assertThat(result(first).getList("items")).hasSize(1);
    }

    @Test
    void whatIsNoFeedIsSaidToBeSo() {
        assertThat(
                        failure(
                                serve(
                                        "text/html",
                                        "<!-- hi --><!doctype html><title>x</title><link rel='alternate'"
                                                + " type='application/rss+xml' href='/feed.xml'>"),
                                "not-a-feed"))
                .endsWith(
                        "is a web page, not a feed. Ask for the feed that it names: http://127.0.0.1:"
                                + server.getAddress().getPort()
                                + "/feed.xml");
        assertThat(
                        failure(
                                serve("/json", "text/xml", "{\"a\": 1}".getBytes(UTF_8), Map.of()),
                                "not-a-feed"))
                .contains("no JSON Feed");
        assertThat(
                        failure(
                                serve("/svg", "text/xml", "<svg/>".getBytes(UTF_8), Map.of()),
                                "not-a-feed"))
                .endsWith("is XML, but no RSS and no Atom.");
        assertThat(
                        failure(
                                serve("/text", "text/xml", "hello".getBytes(UTF_8), Map.of()),
                                "not-a-feed"))
                .endsWith("is neither XML nor JSON.");
    }

    @Test
    void brokenFeedsNameTheLine() {
        assertThat(
                        failure(
                                serve(
                                        "text/xml",
                                        "<rss version='2.0'>\n<channel>\n<title>x</titel>"),
                                "feed-broken"))
                .contains("is broken XML in line 3, column ");
        assertThat(
                        failure(
                                serve(
                                        "/json",
                                        "text/xml",
                                        "{\n\"version\": }".getBytes(UTF_8),
                                        Map.of()),
                                "feed-broken"))
                .contains("is broken JSON in line 2, column ");
    }

    @Test
    void attacksWithEntitiesAreRefused() {
        String laughs =
                """
                <?xml version="1.0"?><!-- > --><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
                <rss version="2.0"><channel><title>&b;</title></channel></rss>
                """;
        assertThat(failure(serve("text/xml", laughs), "feed-broken")).contains("declares entities");
        String file =
                """
                <!DOCTYPE rss SYSTEM "file:///etc/passwd" [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]>
                <rss version="2.0"><channel><title>x</title></channel></rss>
                """;
        String url = serve("/file", "text/xml", file.getBytes(UTF_8), Map.of());
        assertThat(failure(url, "feed-broken")).contains("declares entities");
    }

    @Test
    void addressesThatMayNotBeAskedAreRefused() {
        assertThat(failure("http://127.0.0.2/feed", "address-refused"))
                .contains("LONGHAUL_OUTBOUND_ALLOW");
        assertThat(failure("http://169.254.169.254/latest/meta-data/", "address-refused"))
                .contains("not on the public internet");
        Jobs.post(
                        "{\"type\": \"feed\", \"parameters\": {\"url\": \"file:///etc/passwd\", \"limit\": 501}}")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/parameters/limit", "/parameters/url"))
                .body("errors[0].detail", containsString("500"));
    }

    @Test
    void aServerThatWantsToBeLeftAloneIs() {
        var busy = new AtomicBoolean(true);
        server.createContext(
                "/feed",
                exchange -> {
                    boolean refused = busy.getAndSet(false);
                    exchange.getResponseHeaders().set("Retry-After", "2");
                    exchange.sendResponseHeaders(refused ? 503 : 200, 0);
                    exchange.getResponseBody().write(RSS.formatted("").getBytes(UTF_8));
                    exchange.close();
                });
        String job = submit("http://127.0.0.1:" + server.getAddress().getPort() + "/feed");
        assertThat(result(job).getString("title")).isEqualTo("Grüße");
        List<String> started = Jobs.status(job).getList("attempts.started");
        assertThat(started).hasSize(2);
        assertThat(Duration.between(Instant.parse(started.get(0)), Instant.parse(started.get(1))))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aFeedThatHangsHurtsNobody() throws Exception {
        String quick = serve("text/xml", RSS.formatted(""));
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String hanging = "http://127.0.0.1:" + silent.getLocalPort() + "/";
            // As many as a worker has slots, but one.
            List<String> stuck = IntStream.range(0, 15).mapToObj(_ -> submit(hanging)).toList();
            await().until(() -> Jobs.status(stuck.getLast()).getString("status").equals("running"));
            assertThat(read(quick).getList("items")).hasSize(2);
            assertThat(Jobs.status(stuck.getLast()).getBoolean("done")).isFalse();
            for (String job : stuck) {
                given().post(job + "/cancel").then().statusCode(202);
            }
            for (String job : stuck) {
                assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("canceled");
            }
        }
    }
}
