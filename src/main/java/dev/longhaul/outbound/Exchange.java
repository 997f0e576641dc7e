package dev.longhaul.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/** One request with its redirects, up to the last byte of the answer. */
final class Exchange implements AutoCloseable {

    private static final int MOST_WORDS = 500;

    private final HttpClient client;
    private final OutboundRequest request;
    private final int mostRedirects;
    private final Deadline deadline;
    private final InstantSource clock;
    private final List<Redirect> redirects = new ArrayList<>();
    private URI address;
    private @Nullable HttpUriRequestBase current;
    private @Nullable ClassicHttpResponse response;

    Exchange(
            HttpClient client,
            OutboundRequest request,
            int mostRedirects,
            Duration time,
            InstantSource clock)
            throws OutboundFailure {
        this.address = WebAddress.parse(request.address());
        this.client = client;
        this.request = request;
        this.mostRedirects = mostRedirects;
        this.clock = clock;
        this.deadline = new Deadline(time);
    }

    /** Asks until there is an answer that is no redirect. */
    OutboundAnswer answer() throws OutboundFailure, InterruptedException {
        ClassicHttpResponse answer = ask();
        Optional<URI> next = redirect(answer);
        while (next.isPresent()) {
            discard();
            redirects.add(new Redirect(answer.getCode(), next.get()));
            address = next.get();
            answer = ask();
            next = redirect(answer);
        }
        if (answer.getCode() != 304 && (answer.getCode() < 200 || answer.getCode() > 299)) {
            throw answered(answer, " answered " + status(answer) + ".");
        }
        return new OutboundAnswer(answer, address, List.copyOf(redirects), body(answer), this);
    }

    private ClassicHttpResponse ask() throws OutboundFailure, InterruptedException {
        var asked = new HttpUriRequestBase(request.method(), address);
        request.headers().forEach(asked::setHeader);
        asked.setHeader("Accept-Encoding", "gzip");
        if (!request.body().isEmpty()) {
            asked.setEntity(new StringEntity(request.body(), (ContentType) null));
        }
        current = asked;
        deadline.guard(asked);
        try {
            ClassicHttpResponse answer = client.executeOpen(HttpHost.create(address), asked, null);
            response = answer;
            return answer;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Optional<URI> redirect(ClassicHttpResponse answer) throws OutboundFailure {
        Header location = answer.getFirstHeader("Location");
        boolean isOne =
                switch (answer.getCode()) {
                    case 301, 302, 303, 307, 308 -> location != null && request.redirects();
                    default -> false;
                };
        if (!isOne) {
            return Optional.empty();
        }
        if (redirects.size() == mostRedirects) {
            throw answered(
                    answer,
                    " was where the redirects came to that are followed: " + mostRedirects + ".");
        }
        return Optional.of(WebAddress.resolve(address, utf8(location.getValue())));
    }

    /** Headers are read as ISO 8859-1; servers that write other letters mean UTF-8. */
    private static String utf8(String header) {
        return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private InputStream body(ClassicHttpResponse answer)
            throws OutboundFailure, InterruptedException {
        HttpEntity entity = answer.getEntity();
        if (entity == null) {
            return InputStream.nullInputStream();
        }
        if (entity.getContentLength() > request.mostBytes()) {
            throw tooLarge();
        }
        try {
            return new BoundedBody(decoded(entity), request.mostBytes());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private InputStream decoded(HttpEntity entity) throws IOException, OutboundFailure {
        String encoding = entity.getContentEncoding() == null ? "" : entity.getContentEncoding();
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "", "identity" -> entity.getContent();
            case "gzip", "x-gzip" -> new GZIPInputStream(entity.getContent());
            default ->
                    throw new OutboundFailure.Unavailable(
                            address
                                    + " answered in an encoding that was not asked for: "
                                    + encoding
                                    + ".",
                            null);
        };
    }

    private OutboundFailure answered(ClassicHttpResponse answer, String what) {
        Optional<Duration> retryAfter =
                Optional.ofNullable(answer.getFirstHeader("Retry-After"))
                        .flatMap(header -> RetryAfter.parse(header.getValue(), clock.instant()));
        return new OutboundFailure.Answered(
                address + what, answer.getCode(), retryAfter, words(answer.getEntity()));
    }

    private static String words(@Nullable HttpEntity entity) {
        if (entity == null || entity.getContentEncoding() != null) {
            return "";
        }
        ContentType type = ContentType.parseLenient(entity.getContentType());
        if (type == null || !type.getMimeType().matches("text/plain|application/(.*\\+)?json")) {
            return "";
        }
        try {
            byte[] bytes = entity.getContent().readNBytes(MOST_WORDS);
            return new String(bytes, type.getCharset(StandardCharsets.UTF_8)).strip();
        } catch (IOException e) {
            // The status says enough.
            return "";
        }
    }

    private static String status(ClassicHttpResponse answer) {
        String reason = answer.getReasonPhrase();
        return answer.getCode() + (reason == null || reason.isEmpty() ? "" : " " + reason);
    }

    /** What went wrong, for the caller. */
    OutboundFailure failure(IOException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while asking " + address);
        }
        if (deadline.isPassed()) {
            return unavailable("took longer than " + deadline.time().toSeconds() + " s", e);
        }
        return switch (e) {
            case CheckedResolver.Refused refused ->
                    new OutboundFailure.Refused(String.valueOf(refused.getMessage()));
            case BoundedBody.Exceeded _ -> tooLarge();
            case UnknownHostException unknown ->
                    new OutboundFailure.Unavailable(String.valueOf(unknown.getMessage()), unknown);
            case ConnectTimeoutException _ -> unavailable("took too long to connect", e);
            case HttpHostConnectException _ -> unavailable("could not be connected to", e);
            case SocketTimeoutException _ -> unavailable("was silent for too long", e);
            case SSLException _ ->
                    unavailable("offers no connection to trust (" + e.getMessage() + ")", e);
            case NoHttpResponseException _ ->
                    unavailable("closed the connection without an answer", e);
            default -> unavailable("did not answer in full (" + e.getMessage() + ")", e);
        };
    }

    private OutboundFailure unavailable(String what, IOException cause) {
        return new OutboundFailure.Unavailable(address + " " + what + ".", cause);
    }

    private OutboundFailure tooLarge() {
        return new OutboundFailure.TooLarge(
                address
                        + " answered with more than "
                        + request.mostBytes()
                        + " bytes, which is the limit.");
    }

    /** Drops the connection rather than reading to its end. */
    private void discard() {
        if (current != null) {
            current.cancel();
        }
        if (response != null) {
            try {
                response.close();
            } catch (IOException e) {
                // It was not to be used any more.
            }
        }
    }

    @Override
    public void close() {
        deadline.close();
        discard();
    }
}
