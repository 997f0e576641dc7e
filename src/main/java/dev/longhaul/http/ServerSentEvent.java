package dev.longhaul.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Collectors;

/**
 * One event of a {@code text/event-stream}.
 *
 * @param id what a caller who comes back says that he has
 * @param name without line breaks
 * @param data may have line breaks, of which each becomes {@code \n}
 */
record ServerSentEvent(int id, String name, String data) {

    /** Nothing that a caller would notice: shows him and all proxies that the stream is alive. */
    static byte[] comment() {
        return ":\n\n".getBytes(UTF_8);
    }

    byte[] bytes() {
        return data.lines()
                .map(line -> "data: " + line)
                .collect(Collectors.joining("\n", "id: " + id + "\nevent: " + name + "\n", "\n\n"))
                .getBytes(UTF_8);
    }
}
