package dev.longhaul;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.contract.Contract;
import dev.longhaul.contract.Exchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads an event stream line by line, as slowly as a test likes. */
public final class EventSource implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An event, or a comment, whose name is empty. */
    public record Event(int id, String name, JsonNode job) {

        public boolean isComment() {
            return name.isEmpty();
        }
    }

    private final HttpURLConnection connection;
    private final BufferedReader lines;
    private long characters;

    private EventSource(HttpURLConnection connection) throws IOException {
        this.connection = connection;
        this.lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
        check(Optional.empty());
    }

    public static EventSource open(URI events) {
        try {
            return new EventSource((HttpURLConnection) events.toURL().openConnection());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static EventSource open(URI events, int lastEventId) {
        try {
            var connection = (HttpURLConnection) events.toURL().openConnection();
            connection.setRequestProperty("Last-Event-ID", String.valueOf(lastEventId));
            return new EventSource(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(Optional<String> event) throws IOException {
        Map<String, List<String>> headers = new HashMap<>(connection.getHeaderFields());
        // Under which the JDK has the status line.
        headers.keySet().removeIf(Objects::isNull);
        Contract.published()
                .check(
                        new Exchange(
                                "GET",
                                connection.getURL().getPath(),
                                connection.getResponseCode(),
                                headers,
                                event.map(text -> text.getBytes(UTF_8))));
    }

    public String header(String name) {
        return connection.getHeaderField(name);
    }

    /** Whether the stream has ended; else there will be a {@link #next}. */
    public boolean ended() {
        try {
            lines.mark(1);
            int c = lines.read();
            lines.reset();
            return c < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes next, comments included. */
    public Event next() {
        int id = 0;
        String name = "";
        var data = new StringBuilder();
        try {
            for (String line = lines.readLine(); ; line = lines.readLine()) {
                if (line == null) {
                    throw new AssertionError("the stream has ended");
                }
                characters += line.length();
                if (line.isEmpty()) {
                    if (!name.isEmpty()) {
                        check(Optional.of("data: " + data));
                    }
                    return new Event(id, name, JSON.readTree(data.toString()));
                } else if (line.startsWith("id: ")) {
                    id = Integer.parseInt(line.substring(4));
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6)).append('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All events up to the end of the stream. */
    public List<Event> rest() {
        var events = new ArrayList<Event>();
        while (!ended()) {
            Event event = next();
            if (!event.isComment()) {
                events.add(event);
            }
        }
        return events;
    }

    /** How much was read. */
    public long characters() {
        return characters;
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
