package dev.longhaul.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is wrong with a request as such, whatever it asks for: its framing, its host, its size (RFC 9112 and RFC 9110).
 *
 * @param mostBytes of a body, on any resource
 */
record RequestFlaws(long mostBytes) {

    /** In characters; RFC 9110 §4.1 asks for 8,000 at least. */
    static final int LONGEST_TARGET = 8 * 1024;

    /** In characters, names and values together. */
    static final int MOST_HEADERS = 32 * 1024;

    /** In characters; names in the DNS have 253 at most (RFC 1035 §2.3.4). */
    private static final int LONGEST_HOST = 300;

    /** RFC 3986 §3.2.2 and §3.2.3; without user information, which RFC 9110 §4.2.4 forbids. */
    private static final Pattern HOST =
            Pattern.compile(
                    "([A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+(:[0-9]{0,5})?"
                            + "|\\[[0-9A-Fa-f:.]+](:[0-9]{0,5})?");

    private static final Flaw NO_PATH =
            new Flaw(
                    ProblemType.BAD_REQUEST,
                    "What is asked for has to be a path that begins with /.");

    /**
     * One thing that is wrong.
     *
     * @param detail what would be right
     */
    record Flaw(ProblemType type, String detail) {}

    /** The first thing that is wrong. */
    Optional<Flaw> of(HttpServerRequest request) {
        // That of HTTP/2's CONNECT.
        if (request.uri() == null) {
            return Optional.of(NO_PATH);
        }
        return version(request)
                .or(() -> size(request))
                .or(() -> target(request))
                .or(() -> host(request))
                .or(() -> framing(request.headers()));
    }

    private static Optional<Flaw> version(HttpServerRequest request) {
        return request.version() == null
                ? Optional.of(
                        new Flaw(
                                ProblemType.HTTP_VERSION_NOT_SUPPORTED,
                                "Say HTTP/1.1 in the request line; HTTP/2 is spoken over TLS only."))
                : Optional.empty();
    }

    private static Optional<Flaw> size(HttpServerRequest request) {
        if (request.uri().length() > LONGEST_TARGET) {
            return Optional.of(
                    new Flaw(
                            ProblemType.URI_TOO_LONG,
                            "The URL has more than " + LONGEST_TARGET + " characters."));
        }
        long headers = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            headers += header.getKey().length() + header.getValue().length();
        }
        return headers > MOST_HEADERS
                ? Optional.of(
                        new Flaw(
                                ProblemType.HEADERS_TOO_LARGE,
                                "The header fields have more than "
                                        + MOST_HEADERS
                                        + " characters together."))
                : Optional.empty();
    }

    /** RFC 9112 §3.2. */
    private static Optional<Flaw> target(HttpServerRequest request) {
        String target = request.uri();
        if (isOfServer(request)) {
            return Optional.empty();
        }
        if (!target.startsWith("/") && authority(target).isEmpty()) {
            return Optional.of(NO_PATH);
        }
        try {
            new URI(target);
            return Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of(
                    new Flaw(
                            ProblemType.BAD_REQUEST,
                            "The URL cannot be read: two hexadecimal digits have to follow each %, and characters such as"
                                    + " spaces, braces and backslashes have to be written that way."));
        }
    }

    /** Whether it asks after the server as a whole (RFC 9112 §3.2.4). */
    static boolean isOfServer(HttpServerRequest request) {
        return HttpMethod.OPTIONS.equals(request.method()) && "*".equals(request.uri());
    }

    /** RFC 9112 §3.2: exactly one, and a valid one; before HTTP/1.1 there was none. */
    private static Optional<Flaw> host(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        boolean mayLack = request.version() != HttpVersion.HTTP_1_1;
        boolean named =
                hosts.isEmpty() ? mayLack : hosts.size() == 1 && isAuthority(hosts.getFirst());
        boolean valid = authority(request.uri()).map(RequestFlaws::isAuthority).orElse(true);
        return named && valid
                ? Optional.empty()
                : Optional.of(
                        new Flaw(
                                ProblemType.BAD_REQUEST,
                                "Send one header Host with the name of this server, as in the URL."));
    }

    /** Whether it is a host, with or without a port. */
    static boolean isAuthority(String text) {
        return text.length() <= LONGEST_HOST && HOST.matcher(text).matches();
    }

    /** Of a target in absolute form (RFC 9112 §3.2.2), as proxies get them; empty if it is a path, as usual. */
    static Optional<String> authority(String target) {
        if (!target.startsWith("http://") && !target.startsWith("https://")) {
            return Optional.empty();
        }
        return Optional.of(target.substring(target.indexOf("//") + 2).split("[/?#]", 2)[0]);
    }

    private Optional<Flaw> framing(MultiMap headers) {
        List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        if (!codings.isEmpty()
                && !(codings.size() == 1 && "chunked".equalsIgnoreCase(codings.getFirst()))) {
            return Optional.of(
                    new Flaw(
                            ProblemType.BAD_REQUEST,
                            "Transfer-Encoding can only be chunked here; use that, or Content-Length."));
        }
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        // What is no number does not come this far.
        return length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > mostBytes
                ? Optional.of(
                        new Flaw(
                                ProblemType.TOO_LARGE,
                                "No body may have more than " + mostBytes + " bytes here."))
                : Optional.empty();
    }
}
