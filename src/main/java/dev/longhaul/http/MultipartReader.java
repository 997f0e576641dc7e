package dev.longhaul.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a form part by part as it comes in (RFC 7578, RFC 2046 §5.1), in the memory of one buffer. What a lenient reader would
 * guess at is refused: a form that ends early has lost a file, or half of one.
 */
final class MultipartReader {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MOST_HEADER_BYTES = 8 * 1024;
    private static final int LONGEST_BOUNDARY = 70;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final InputStream body;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;

    private MultipartReader(InputStream body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(UTF_8);
        // The first boundary has no line before it, if there is no preamble.
        System.arraycopy(LINE_END, 0, buffer, 0, LINE_END.length);
        this.limit = LINE_END.length;
    }

    /**
     * @throws MalformedMultipart if the media type does not say where the parts begin
     */
    static MultipartReader of(InputStream body, MediaType type) throws MalformedMultipart {
        String boundary = type.getParameters().getOrDefault("boundary", "");
        if (boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw new MalformedMultipart(
                    "Content-Type is multipart/form-data and has to name the boundary between the parts, 1 to "
                            + LONGEST_BOUNDARY
                            + " characters. Let your client write this header.");
        }
        return new MultipartReader(body, boundary);
    }

    /**
     * The next part. Passes by what was not read of the one before.
     *
     * @return empty after the last
     * @throws MalformedMultipart if the form ends or breaks off before its last boundary
     */
    Optional<FormPart> next() throws IOException {
        new PartBody().transferTo(OutputStream.nullOutputStream());
        position += delimiter.length;
        if (startsWith("--")) {
            return Optional.empty();
        }
        if (!line(BUFFER_BYTES).isBlank()) {
            throw new MalformedMultipart(
                    "A line begins with the boundary and goes on; choose a boundary that is in no part.");
        }
        return Optional.of(part(headers()));
    }

    private FormPart part(Map<String, String> headers) throws MalformedMultipart {
        DispositionHeader disposition =
                DispositionHeader.read(headers.getOrDefault("content-disposition", ""));
        Optional<String> name = disposition.name().filter(text -> !text.isEmpty());
        if (!disposition.type().equals("form-data") || name.isEmpty()) {
            throw new MalformedMultipart(
                    "Each part needs a header Content-Disposition: form-data; name=\"…\".");
        }
        String encoding = headers.getOrDefault("content-transfer-encoding", "binary");
        if (!encoding.matches("(?i)7bit|8bit|binary")) {
            throw new MalformedMultipart(
                    "The part '"
                            + name.get()
                            + "' is encoded as "
                            + encoding
                            + "; send its bytes as they are.");
        }
        return new FormPart(
                name.get(),
                disposition.filename(),
                Optional.ofNullable(headers.get("content-type")),
                new PartBody());
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        int left = MOST_HEADER_BYTES;
        for (String line = line(left); !line.isEmpty(); line = line(left)) {
            left -= line.length();
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new MalformedMultipart(
                        "The headers of a part end with an empty line; one of them is '"
                                + line
                                + "'.");
            }
            headers.putIfAbsent(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String line(int most) throws IOException {
        var line = new ByteArrayOutputStream();
        while (!startsWith("\r\n")) {
            if (line.size() >= most) {
                throw new MalformedMultipart(
                        "The headers of a part have more than " + MOST_HEADER_BYTES + " bytes.");
            }
            line.write(buffer[position++]);
        }
        position += LINE_END.length;
        return line.toString(UTF_8);
    }

    /** Whether the next two bytes are these. */
    private boolean startsWith(String two) throws IOException {
        while (limit - position < 2) {
            fill();
        }
        return buffer[position] == two.charAt(0) && buffer[position + 1] == two.charAt(1);
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        int read = body.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            throw new MalformedMultipart(
                    "The form ends before its last boundary, so a part of it is missing; send it again.");
        }
        limit += read;
    }

    /** Where the part ends, if that is in the buffer; else -1. */
    private int end() {
        for (int i = position; i <= limit - delimiter.length; i++) {
            if (buffer[i] == '\r'
                    && Arrays.equals(
                            buffer, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                return i;
            }
        }
        return -1;
    }

    /** The bytes up to the next boundary. */
    private final class PartBody extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (true) {
                int end = end();
                if (end == position) {
                    return -1;
                }
                // What may be the beginning of a boundary waits for the rest of it.
                int sure = end > 0 ? end : limit - delimiter.length + 1;
                if (sure > position) {
                    int count = Math.min(length, sure - position);
                    System.arraycopy(buffer, position, target, offset, count);
                    position += count;
                    return count;
                }
                fill();
            }
        }
    }
}
