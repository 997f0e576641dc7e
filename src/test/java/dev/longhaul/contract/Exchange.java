package dev.longhaul.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request and what was answered.
 *
 * @param path as it was asked for, without the query
 * @param headers of the answer
 * @param body of the answer; absent if nobody has read it
 */
public record Exchange(
        String method,
        String path,
        int status,
        Map<String, List<String>> headers,
        Optional<byte[]> body) {

    /** Names of headers may be written in any case. */
    public Exchange {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = byName;
    }

    /** What the JDK's client got: text or bytes. */
    static Exchange of(HttpResponse<?> answer) {
        return new Exchange(
                answer.request().method(),
                answer.uri().getRawPath(),
                answer.statusCode(),
                answer.headers().map(),
                Optional.of(
                        answer.body() instanceof byte[] bytes
                                ? bytes
                                : ((String) answer.body()).getBytes(UTF_8)));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> String.join(", ", values));
    }

    /** Of the answer, in lower case and without parameters. */
    Optional<String> mediaType() {
        return header("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    /** Whether the answer to such a request has no body, whatever its headers say. */
    boolean isBodiless() {
        return method.equals("HEAD") || status == 204 || status == 304;
    }

    @Override
    public String toString() {
        return "%s %s, answered with %d %s".formatted(method, path, status, headers);
    }
}
