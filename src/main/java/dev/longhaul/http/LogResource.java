package dev.longhaul.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.job.JobId;
import dev.longhaul.ledger.JobLog;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.ledger.JobSnapshot;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the handler of a job logged. */
@Path("/jobs/{id}/log")
@Tag(name = "Jobs")
public class LogResource {

    private static final String NDJSON = "application/x-ndjson";

    /** Lines that are in memory at a time. */
    private static final int PAGE = 200;

    private final JobReads jobs;
    private final JobLog log;
    private final JobAnswers answers;
    private final ObjectMapper json;
    private final Callers callers;
    private final UriInfo uri;

    LogResource(
            JobReads jobs,
            JobLog log,
            JobAnswers answers,
            ObjectMapper json,
            Callers callers,
            UriInfo uri) {
        this.jobs = jobs;
        this.log = log;
        this.answers = answers;
        this.json = json;
        this.callers = callers;
        this.uri = uri;
    }

    /** All lines that there are by now, in order. */
    @GET
    @Operation(
            operationId = "getJobLog",
            summary = "Read what a job logged",
            description = "All lines so far, in order, one JSON object on each (contentSchema).")
    @APIResponse(
            responseCode = "200",
            description = "The lines.",
            content =
                    @Content(
                            mediaType = NDJSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            contentSchema = LogLineRepresentation.class)))
    @APIResponse(responseCode = "404", description = "no-such-job")
    @APIResponse(responseCode = "410", description = "job-expired")
    public Response read(@PathParam("id") String id) {
        String owner = callers.ownerOf(id);
        Optional<JobSnapshot> job = JobId.parse(id).flatMap(jobId -> jobs.find(jobId, owner));
        if (job.isEmpty()) {
            return answers.missing(id, owner, Urls.of(uri));
        }
        JobId found = job.get().id();
        // Before the answer begins, while it can still become a problem document.
        List<JobLog.Line> first = log.read(found, 0, 0, PAGE);
        StreamingOutput lines = out -> write(out, found, first);
        return Response.ok(lines, NDJSON)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    private void write(OutputStream out, JobId job, List<JobLog.Line> first) throws IOException {
        List<JobLog.Line> page = first;
        while (!page.isEmpty()) {
            for (JobLog.Line line : page) {
                out.write(json.writeValueAsBytes(LogLineRepresentation.of(line)));
                out.write('\n');
            }
            JobLog.Line last = page.getLast();
            page =
                    page.size() < PAGE
                            ? List.of()
                            : log.read(job, last.hold().attempt(), last.number(), PAGE);
        }
    }
}
