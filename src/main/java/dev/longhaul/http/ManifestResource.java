package dev.longhaul.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.job.JobId;
import dev.longhaul.job.JobStatus;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.ledger.Manifests;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a result consists of, for those who want to be sure before they use it. */
@Path("/jobs/{id}/result/manifest")
@Tag(name = "Jobs")
public class ManifestResource {

    private final JobReads jobs;
    private final Manifests manifests;
    private final ResultAnswers answers;
    private final Callers callers;
    private final ObjectMapper json;

    ManifestResource(
            JobReads jobs,
            Manifests manifests,
            ResultAnswers answers,
            Callers callers,
            ObjectMapper json) {
        this.jobs = jobs;
        this.manifests = manifests;
        this.answers = answers;
        this.callers = callers;
        this.json = json;
    }

    /** What the handler said, and what the file is. */
    @GET
    @Operation(
            operationId = "getJobResultManifest",
            summary = "Read what the result of a job consists of",
            description =
                    "Of an export: its columns, rows, arguments, the moment of the snapshot, and the digest of the file.")
    @APIResponse(
            responseCode = "200",
            description = "The manifest.",
            headers = {
                @Header(name = "Link", ref = "StatusLink"),
                @Header(name = "Sunset", ref = "Sunset"),
                @Header(name = "Cache-Control", ref = "CacheControl")
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            description =
                                                    "complete, rows, expectedRows, dataset, arguments, format, snapshots, columns; filename, mediaType, size, sha256.")))
    @APIResponse(
            responseCode = "404",
            description =
                    "no-such-job, result-not-ready (with Retry-After), result-not-available, or not-found: the result has none.")
    @APIResponse(responseCode = "410", description = "result-expired")
    public Response get(@PathParam("id") String id, @Context UriInfo uri)
            throws JsonProcessingException {
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
        Optional<String> manifest = job.hasManifest() ? manifests.of(job.id()) : Optional.empty();
        if (manifest.isEmpty() || job.result().isEmpty()) {
            return Problems.of(
                            ProblemType.NOT_FOUND,
                            urls,
                            "The result of this job has no manifest; those of exports have one.")
                    .build();
        }
        ObjectNode whole = described(manifest.get(), job.result().get());
        return JobAnswers.sunset(Response.ok(whole, MediaType.APPLICATION_JSON_TYPE), job)
                .header(HttpHeaders.LINK, JobAnswers.statusLink(job.id(), urls))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    private ObjectNode described(String manifest, StoredResult result)
            throws JsonProcessingException {
        return json.readValue(manifest, ObjectNode.class)
                .put("filename", result.filename())
                .put("mediaType", result.mediaType())
                .put("size", result.size())
                .put("sha256", result.sha256());
    }
}
