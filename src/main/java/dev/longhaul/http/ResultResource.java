package dev.longhaul.http;

import dev.longhaul.files.FileStore;
import dev.longhaul.files.FilesUnavailable;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The bytes that a job made, straight from where they are. */
@Path("/jobs/{id}/result")
@Tag(name = "Jobs")
public class ResultResource {

    private final JobReads jobs;
    private final FileStore files;
    private final ResultAnswers answers;
    private final Callers callers;
    private final UriInfo uri;

    ResultResource(
            JobReads jobs, FileStore files, ResultAnswers answers, Callers callers, UriInfo uri) {
        this.jobs = jobs;
        this.files = files;
        this.answers = answers;
        this.callers = callers;
        this.uri = uri;
    }

    /**
     * The result, whole or in part. The caller's {@code Accept} is not looked at: a redirect carries along what was
     * meant for another resource.
     */
    // A slow caller of bytes that pass through costs a virtual thread.
    @RunOnVirtualThread
    @GET
    @Operation(
            operationId = "getJobResult",
            summary = "Fetch the result of a job",
            description =
                    "Whole or in parts, whatever Accept says: a redirect carries along what was meant for another resource.")
    @Parameter(name = "If-Match", ref = "IfMatch")
    @Parameter(name = "If-None-Match", ref = "IfNoneMatch")
    @APIResponse(
            responseCode = "200",
            description = "The bytes.",
            headers = {
                @Header(name = "ETag", ref = "ETag"),
                @Header(name = "Repr-Digest", ref = "ReprDigest"),
                @Header(name = "Content-Disposition", ref = "ContentDisposition"),
                @Header(name = "Accept-Ranges", ref = "AcceptRanges"),
                @Header(name = "Link", ref = "StatusLink"),
                @Header(name = "Sunset", ref = "Sunset")
            },
            content =
                    @Content(
                            mediaType = "*/*",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "206",
            description = "The part that was asked for with Range.",
            headers = {
                @Header(name = "ETag", ref = "ETag"),
                @Header(name = "Repr-Digest", ref = "ReprDigest"),
                @Header(name = "Content-Disposition", ref = "ContentDisposition"),
                @Header(name = "Accept-Ranges", ref = "AcceptRanges"),
                @Header(name = "Content-Range", ref = "ContentRange"),
                @Header(name = "Link", ref = "StatusLink"),
                @Header(name = "Sunset", ref = "Sunset")
            },
            content =
                    @Content(
                            mediaType = "*/*",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "204",
            description = "The job succeeded and has no result.",
            headers = {
                @Header(name = "Link", ref = "StatusLink"),
                @Header(name = "Sunset", ref = "Sunset")
            })
    @APIResponse(
            responseCode = "304",
            description = "The caller has these bytes.",
            headers = {
                @Header(name = "ETag", ref = "ETag"),
                @Header(name = "Link", ref = "StatusLink"),
                @Header(name = "Sunset", ref = "Sunset")
            })
    @APIResponse(
            responseCode = "404",
            description =
                    "no-such-job, result-not-ready (with Retry-After) or result-not-available.",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    @APIResponse(responseCode = "410", description = "result-expired")
    @APIResponse(
            responseCode = "412",
            description = "precondition-failed",
            headers = @Header(name = "Link", ref = "StatusLink"))
    @APIResponse(
            responseCode = "416",
            description = "range-not-satisfiable",
            headers = {
                @Header(name = "Content-Range", ref = "ContentRange"),
                @Header(name = "Link", ref = "StatusLink")
            })
    @APIResponse(
            responseCode = "503",
            description =
                    "database-unavailable, files-unavailable, or not-served-here (without Retry-After).",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    public Response get(
            @PathParam("id") String id,
            @Context Request request,
            @Context HttpHeaders headers,
            // For their place in openapi.yaml.
            @Parameter(ref = "Range") @HeaderParam("Range") @Nullable String range,
            @Parameter(ref = "IfRange") @HeaderParam("If-Range") @Nullable String ifRange)
            throws FilesUnavailable {
        Urls urls = Urls.of(uri);
        Optional<JobSnapshot> found =
                JobId.parse(id).flatMap(job -> jobs.find(job, callers.ownerOf(job)));
        if (found.isEmpty()) {
            return answers.noJob(id, urls);
        }
        JobSnapshot job = found.get();
        if (job.status() != JobStatus.SUCCEEDED) {
            return answers.missing(job, urls);
        }
        if (job.result().isEmpty()) {
            return described(Response.noContent(), job, urls);
        }
        StoredResult result = job.result().get();
        return files.find(result.key())
                .map(bytes ->
                        described(
                                new ResultBytes(result, bytes)
                                        .answer(request.getMethod(), headers, urls),
                                job,
                                urls))
                .orElseGet(() -> answers.removed(job, urls));
    }

    /** What is of this job and no problem: the result may be kept, if it is asked after each time, and as it is. */
    private static Response described(Response.ResponseBuilder answer, JobSnapshot job, Urls urls) {
        if (job.hasManifest()) {
            answer.header(HttpHeaders.LINK, ResultAnswers.manifestLink(job.id(), urls));
        }
        Response response =
                answer.header(HttpHeaders.LINK, JobAnswers.statusLink(job.id(), urls)).build();
        return response.getStatus() >= 400
                ? response
                : JobAnswers.sunset(Response.fromResponse(response), job)
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache, no-transform")
                        .build();
    }
}
