package dev.longhaul.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** What an address answered: a success, or {@code 304}. To be closed; for one thread. */
public final class OutboundAnswer implements AutoCloseable {

    private final ClassicHttpResponse response;
    private final URI address;
    private final List<Redirect> redirects;
    private final InputStream body;
    private final Exchange exchange;

    OutboundAnswer(
            ClassicHttpResponse response,
            URI address,
            List<Redirect> redirects,
            InputStream body,
            Exchange exchange) {
        this.response = response;
        this.address = address;
        this.redirects = redirects;
        this.body = body;
        this.exchange = exchange;
    }

    /** RFC 9110 §15.3, or 304. */
    public int status() {
        return response.getCode();
    }

    /** Where the answer came from, after all redirects. */
    public URI address() {
        return address;
    }

    /** In the order in which they were followed. */
    public List<Redirect> redirects() {
        return redirects;
    }

    /** The first header of that name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
    }

    /** All of the body, decoded. */
    public byte[] bytes() throws OutboundFailure, InterruptedException {
        var bytes = new ByteArrayOutputStream();
        try {
            copyTo(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all bytes", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Copies the body, decoded.
     *
     * @return how many bytes it has
     * @throws IOException if the target does not take it
     */
    public long copyTo(OutputStream target)
            throws IOException, OutboundFailure, InterruptedException {
        var buffer = new byte[16 * 1024];
        long copied = 0;
        int count = read(buffer);
        while (count >= 0) {
            target.write(buffer, 0, count);
            copied += count;
            count = read(buffer);
        }
        return copied;
    }

    private int read(byte[] buffer) throws OutboundFailure, InterruptedException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw exchange.failure(e);
        }
    }

    @Override
    public void close() {
        exchange.close();
    }
}
