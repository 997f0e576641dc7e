package dev.longhaul.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a client hands to its caller in the end.
 *
 * @param exception the name of the exception in which it came; empty if it was returned
 * @param movedTo where redirects have led; empty if nowhere, or if the client does not tell
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares sightings; their words are compared.
public record Sighting(
        Optional<String> exception,
        int status,
        HttpHeaders headers,
        byte[] body,
        Optional<URI> movedTo) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** In the words of the guide. */
    String words(Subject job) throws IOException {
        return exception.map(name -> "`" + name + "`: ").orElse("")
                + "`"
                + status
                + "`"
                + headers.firstValue("Location").map(url -> " to `" + shorten(url, job)).orElse("")
                + (body.length == 0 ? "" : " " + content(body, job))
                + headers.firstValue("Retry-After").map(_ -> ", `Retry-After`").orElse("")
                + movedTo.map(url -> ", from `" + shorten(url.toString(), job)).orElse("");
    }

    /** What the bytes are, in the words of the guide. */
    static String content(byte[] bytes, Subject job) throws IOException {
        if (job.sha256().filter(sha256(bytes)::equals).isPresent()) {
            return "the file";
        }
        JsonNode json = JSON.readTree(bytes);
        if (json.has("code")) {
            return "`" + json.get("code").textValue() + "`";
        }
        return json.path("id").asText().equals(job.id())
                ? "the job, `" + json.path("status").textValue() + "`"
                : "something else";
    }

    private static String shorten(String url, Subject job) {
        int id = url.indexOf(job.id());
        return (id < 0 ? url : "…" + url.substring(id + job.id().length())) + "`";
    }

    /** The digest as the service writes it. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
