package dev.longhaul.http;

import dev.longhaul.files.StoredBytes;
import dev.longhaul.job.StoredResult;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.PathPart;

/**
 * The bytes of a result, or those of them that a caller wants.
 *
 * @param stored where they are
 */
record ResultBytes(StoredResult result, StoredBytes stored) {

    private static final String RANGE = "Range";
    private static final String IF_RANGE = "If-Range";
    private static final String CONTENT_RANGE = "Content-Range";

    /** Changes with the bytes, and with nothing else. */
    EntityTag tag() {
        return new EntityTag(result.sha256());
    }

    Response.ResponseBuilder answer(String method, HttpHeaders request, Urls urls) {
        return switch (Preconditions.of(request, tag())) {
            case FAILED -> Problems.preconditionFailed(urls);
            case NOT_MODIFIED -> Response.notModified().tag(tag());
            case HOLD -> bytes(method, wanted(method, request), urls);
        };
    }

    private Response.ResponseBuilder bytes(String method, Optional<String> range, Urls urls) {
        return switch (ByteRange.read(range, result.size())) {
            case ByteRange.Request.Everything _ ->
                    described(Response.ok(), result.size())
                            .type(result.mediaType())
                            .entity(body(method, 0, result.size()));
            case ByteRange.Request.Part(var part) ->
                    described(partial(), part.length())
                            .type(result.mediaType())
                            .header(CONTENT_RANGE, part.of(result.size()))
                            .entity(body(method, part.first(), part.length()));
            case ByteRange.Request.Parts(List<ByteRange> parts) -> {
                var body = MultipartRanges.of(stored, result.mediaType(), result.size(), parts);
                yield described(partial(), body.length()).type(body.contentType()).entity(body);
            }
            case ByteRange.Request.Unsatisfiable _ ->
                    Problems.of(
                                    ProblemType.RANGE_NOT_SATISFIABLE,
                                    urls,
                                    "The result has " + result.size() + " bytes.")
                            .header(CONTENT_RANGE, "bytes */" + result.size());
        };
    }

    /** From a disk the kernel sends them; from elsewhere they pass through, a buffer at a time. */
    private Object body(String method, long first, long length) {
        return switch (stored) {
            case StoredBytes.OnDisk(Path path) -> new PathPart(path, first, length);
            case StoredBytes.InBucket bytes ->
                    new PassedBytes(bytes, first, method.equals(HttpMethod.HEAD) ? 0 : length);
        };
    }

    private static Response.ResponseBuilder partial() {
        return Response.status(Response.Status.PARTIAL_CONTENT);
    }

    private Response.ResponseBuilder described(Response.ResponseBuilder answer, long length) {
        return answer.tag(tag())
                .header(HttpHeaders.CONTENT_LENGTH, length)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment(result.filename()))
                .header("Accept-Ranges", "bytes")
                .header("Repr-Digest", digest());
    }

    /** RFC 9530: of the whole representation, also where only a part is sent. */
    private String digest() {
        byte[] bytes = HexFormat.of().parseHex(result.sha256());
        return "sha-256=:" + Base64.getEncoder().encodeToString(bytes) + ":";
    }

    /**
     * The range, if it counts: only where bytes are sent (RFC 9110 §14.2), and only if the caller has a part of these very
     * bytes (§13.1.5), which a weak tag or a date cannot tell.
     */
    private Optional<String> wanted(String method, HttpHeaders request) {
        String ifRange = request.getHeaderString(IF_RANGE);
        boolean counts =
                method.equals(HttpMethod.GET)
                        && (ifRange == null
                                || ifRange.strip().equals('"' + tag().getValue() + '"'));
        return Optional.ofNullable(request.getHeaderString(RANGE)).filter(_ -> counts);
    }
}
