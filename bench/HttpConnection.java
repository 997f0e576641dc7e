package bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * One keep-alive connection that reads no more of an answer than it must to find its end: the load generator shares
 * its processors with what it measures.
 */
final class HttpConnection implements AutoCloseable {

    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(ISO_8859_1);
    private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(ISO_8859_1);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int filled;
    private int bodyStart;
    private int bodyEnd;

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** The bytes of a GET request. */
    static byte[] get(int port, String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    /** The bytes of a POST request with JSON. */
    static byte[] post(int port, String path, String json) {
        return ("POST "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + port
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + json.getBytes(UTF_8).length
                        + "\r\n\r\n"
                        + json)
                .getBytes(UTF_8);
    }

    /** Sends the request, reads the whole answer, returns its status. */
    int exchange(byte[] request) throws IOException {
        out.write(request);
        filled = 0;
        bodyStart = readHeader();
        int length = find(CONTENT_LENGTH);
        if (length >= 0) {
            bodyEnd = bodyStart + number(length, 10);
            fillTo(bodyEnd);
        } else if (find(CHUNKED) >= 0) {
            bodyEnd = readChunks();
        } else {
            bodyEnd = bodyStart;
        }
        return number(9, 10);
    }

    /** The body of the last answer; of a chunked one the first chunk with what frames it. */
    String body() {
        return new String(buffer, bodyStart, bodyEnd - bodyStart, UTF_8);
    }

    private int readHeader() throws IOException {
        int at = 0;
        while (true) {
            for (; at + 3 < filled; at++) {
                if (buffer[at] == '\r'
                        && buffer[at + 1] == '\n'
                        && buffer[at + 2] == '\r'
                        && buffer[at + 3] == '\n') {
                    return at + 4;
                }
            }
            fillTo(filled + 1);
        }
    }

    private int readChunks() throws IOException {
        int at = bodyStart;
        while (true) {
            int lineEnd = at;
            for (fillTo(at + 1); buffer[lineEnd] != '\n'; lineEnd++) {
                fillTo(lineEnd + 2);
            }
            int size = number(at, 16);
            at = lineEnd + 1 + size + 2;
            fillTo(at);
            if (size == 0) {
                return at;
            }
        }
    }

    private void fillTo(int end) throws IOException {
        if (end > buffer.length) {
            throw new IOException("an answer is longer than " + buffer.length + " bytes");
        }
        while (filled < end) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                throw new EOFException("the service closed a connection");
            }
            filled += read;
        }
    }

    /** Where the header of that name ends, or -1. The name is in lower case, as it is compared. */
    private int find(byte[] name) {
        for (int line = 0; line < bodyStart - name.length; line++) {
            if (buffer[line] == '\n' && matches(line + 1, name)) {
                return line + 1 + name.length;
            }
        }
        return -1;
    }

    private boolean matches(int from, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            byte found = buffer[from + i];
            if ((found >= 'A' && found <= 'Z' ? found + 32 : found) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int from, int radix) {
        int at = from;
        while (buffer[at] == ' ') {
            at++;
        }
        int number = 0;
        for (int digit = Character.digit(buffer[at], radix);
                digit >= 0;
                digit = Character.digit(buffer[++at], radix)) {
            number = number * radix + digit;
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
