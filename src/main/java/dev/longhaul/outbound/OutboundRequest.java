package dev.longhaul.outbound;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked of an address that a caller named.
 *
 * @param method {@code GET} or {@code POST}
 * @param address as the caller wrote it
 * @param headers by name
 * @param body sent as UTF-8; empty for {@code GET}
 * @param mostBytes how large the answer may be, decoded
 * @param redirects whether they are followed; each is checked like the first address. Headers are sent to each: let nothing
 *     secret be among them
 */
public record OutboundRequest(
        String method,
        String address,
        Map<String, String> headers,
        String body,
        long mostBytes,
        boolean redirects) {

    /** Asks for what is there, following redirects. */
    public static OutboundRequest get(String address, long mostBytes) {
        return new OutboundRequest("GET", address, Map.of(), "", mostBytes, true);
    }

    /** Sends something, without following redirects. */
    public static OutboundRequest post(
            String address, String mediaType, String body, long mostBytes) {
        return new OutboundRequest(
                "POST", address, Map.of("Content-Type", mediaType), body, mostBytes, false);
    }

    /** The same request with another header. */
    public OutboundRequest with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new OutboundRequest(method, address, all, body, mostBytes, redirects);
    }
}
