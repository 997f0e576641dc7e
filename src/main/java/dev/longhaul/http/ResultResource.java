package dev.longhaul.http;

import dev.longhaul.files.FileStore;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.security.Owners;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;

/** The bytes that a job made, straight from disk. */
@Path("/jobs/{id}/result")
@Tag(name = "Jobs")
public class ResultResource {

    private final JobReads jobs;
    private final FileStore files;
    private final RetryAfter retryAfter;

    private final UriInfo uri;
    private final SecurityContext security;

    ResultResource(
            JobReads jobs,
            FileStore files,
            RetryAfter retryAfter,
            UriInfo uri,
            SecurityContext security) {
        this.jobs = jobs;
        this.files = files;
        this.retryAfter = retryAfter;
        this.uri = uri;
        this.security = security;
    }

    /**
     * The result, whole or in part. The caller's {@code Accept} is not looked at: a redirect carries along what was
     * meant for another resource.
     */
    @GET
    @Operation(operationId = "getJobResult", summary = "Fetch the result of a job")
    @APIResponse(
            responseCode = "200",
            description = "The bytes.",
            headers = {
                @Header(name = "ETag", ref = "ETag"),
                @Header(name = "Repr-Digest", ref = "ReprDigest"),
                @Header(name = "Content-Disposition", ref = "ContentDisposition"),
                @Header(name = "Accept-Ranges", ref = "AcceptRanges")
            },
            content =
                    @Content(
                            mediaType = "*/*",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "206",
            description = "The part that was asked for with Range.",
            headers = @Header(name = "Content-Range", ref = "ContentRange"),
            content =
                    @Content(
                            mediaType = "*/*",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "204", description = "The job succeeded and has no result.")
    @APIResponse(responseCode = "304", description = "The caller has these bytes.")
    @APIResponse(
            responseCode = "404",
            description =
                    "no-such-job, result-not-ready (with Retry-After) or result-not-available.")
    @APIResponse(responseCode = "410", description = "result-expired")
    @APIResponse(responseCode = "416", description = "range-not-satisfiable")
    public Response get(
            @PathParam("id") String id,
            @Context Request request,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange) {
        Urls urls = Urls.of(uri);
        Optional<JobSnapshot> job = JobId.parse(id).flatMap(jobId -> jobs.find(jobId, owner()));
        if (job.isEmpty()) {
            return JobId.parse(id).filter(gone -> jobs.hasExpired(gone, owner())).isPresent()
                    ? Problems.of(
                                    ProblemType.RESULT_EXPIRED,
                                    urls,
                                    "The result was kept for as long as was agreed, and is gone.")
                            .build()
                    : JobAnswers.noSuchJob(id, urls);
        }
        if (job.get().status() != JobStatus.SUCCEEDED) {
            return missing(job.get(), urls);
        }
        Optional<StoredResult> result = job.get().result();
        if (result.isEmpty()) {
            return described(Response.noContent(), job.get(), urls).build();
        }
        return files.find(result.get().key())
                .map(path -> {
                    EntityTag tag = new EntityTag(result.get().sha256());
                    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
                    Response.ResponseBuilder answer =
                            unchanged != null
                                    ? unchanged
                                    : bytes(result.get(), path, wanted(range, ifRange, tag), urls);
                    return described(answer.tag(tag), job.get(), urls).build();
                })
                .orElseGet(() ->
                        Problems.of(
                                        ProblemType.RESULT_EXPIRED,
                                        urls,
                                        "The result of this job was removed.")
                                .build());
    }

    static Response.ResponseBuilder bytes(
            StoredResult result, java.nio.file.Path path, Optional<String> range, Urls urls) {
        return switch (ByteRange.read(range, result.size())) {
            case ByteRange.Request.Everything _ ->
                    file(Response.ok(), result, path, 0, result.size());
            case ByteRange.Request.Part(var part) ->
                    file(
                                    Response.status(Response.Status.PARTIAL_CONTENT),
                                    result,
                                    path,
                                    part.first(),
                                    part.length())
                            .header(
                                    "Content-Range",
                                    "bytes %d-%d/%d"
                                            .formatted(part.first(), part.last(), result.size()));
            case ByteRange.Request.Unsatisfiable _ ->
                    Problems.of(
                                    ProblemType.RANGE_NOT_SATISFIABLE,
                                    urls,
                                    "The result has " + result.size() + " bytes.")
                            .header("Content-Range", "bytes */" + result.size());
        };
    }

    private static Response.ResponseBuilder file(
            Response.ResponseBuilder answer,
            StoredResult result,
            java.nio.file.Path path,
            long offset,
            long length) {
        return answer.entity(new PathPart(path, offset, length))
                .type(result.mediaType())
                .header(HttpHeaders.CONTENT_LENGTH, length)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment(result.filename()))
                .header("Accept-Ranges", "bytes")
                .header("Repr-Digest", digest(result));
    }

    /** RFC 9530: of the whole representation, also where only a part is sent. */
    private static String digest(StoredResult result) {
        byte[] bytes = HexFormat.of().parseHex(result.sha256());
        return "sha-256=:" + Base64.getEncoder().encodeToString(bytes) + ":";
    }

    /** RFC 9110 §13.1.5: the range counts only if the caller has a part of these very bytes. */
    static Optional<String> wanted(
            @Nullable String range, @Nullable String ifRange, EntityTag tag) {
        return ifRange == null || ifRange.equals("\"" + tag.getValue() + "\"")
                ? Optional.ofNullable(range)
                : Optional.empty();
    }

    private static Response.ResponseBuilder described(
            Response.ResponseBuilder answer, JobSnapshot job, Urls urls) {
        return answer.header(HttpHeaders.LINK, "<" + urls.status(job.id()) + ">; rel=\"status\"")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    private Response missing(JobSnapshot job, Urls urls) {
        if (job.status().isFinished()) {
            return Problems.of(
                            ProblemType.RESULT_NOT_AVAILABLE,
                            urls,
                            "The job ended as " + job.status().wireName() + ".",
                            List.of(),
                            job.failure().map(failure -> ErrorRepresentation.of(failure, urls)))
                    .build();
        }
        return Problems.of(
                        ProblemType.RESULT_NOT_READY,
                        urls,
                        "The job has not finished; ask again later.")
                .header(HttpHeaders.RETRY_AFTER, retryAfter.seconds(job))
                .build();
    }

    private String owner() {
        return Owners.of(security.getUserPrincipal());
    }
}
