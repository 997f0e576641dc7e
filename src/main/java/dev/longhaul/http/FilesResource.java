package dev.longhaul.http;

import dev.longhaul.files.FilesUnavailable;
import dev.longhaul.files.StoredBytes;
import dev.longhaul.files.UploadStore;
import dev.longhaul.intake.BroughtFile;
import dev.longhaul.intake.FileAcceptance;
import dev.longhaul.intake.FileIntake;
import dev.longhaul.intake.FileNotStored;
import dev.longhaul.job.FileId;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.Upload;
import dev.longhaul.ledger.Uploads;
import dev.longhaul.security.Owners;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Files that callers bring for jobs to come. */
@Path("/files")
@Tag(name = "Files")
public class FilesResource {

    private final FileBody body;
    private final FileIntake intake;
    private final Uploads uploads;
    private final UploadStore store;

    private final UriInfo uri;
    private final SecurityContext security;

    FilesResource(
            FileBody body,
            FileIntake intake,
            Uploads uploads,
            UploadStore store,
            UriInfo uri,
            SecurityContext security) {
        this.body = body;
        this.intake = intake;
        this.uploads = uploads;
        this.store = store;
        this.uri = uri;
        this.security = security;
    }

    /** Takes a file: {@code 201} as soon as it is durable. */
    // A slow caller costs a virtual thread, not one of those that answer all the others.
    @RunOnVirtualThread
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "uploadFile",
            summary = "Bring a file for a job to come",
            description =
                    "The body is the file, or a form with the file as its only part. A file that no job refers to goes"
                            + " after a day; one that jobs refer to stays for as long as they do.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = "*/*",
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema = @Schema(ref = ApiForms.FILE))
            })
    @APIResponse(
            responseCode = "201",
            description = "The file is here.",
            headers = @Header(name = "Location", ref = "Location"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FileRepresentation.class)))
    @APIResponse(responseCode = "400", description = "malformed-multipart or bad-request.")
    @APIResponse(responseCode = "413", description = "too-large")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    @APIResponse(
            responseCode = "503",
            description =
                    "database-unavailable, files-unavailable, or not-served-here (without Retry-After).",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    @APIResponse(
            responseCode = "507",
            description = "file-not-stored",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    public Response upload(
            InputStream content,
            @Context HttpHeaders headers,
            @Parameter(ref = "IdempotencyKey") @HeaderParam(IdempotencyKeyHeader.NAME)
                    @Nullable String idempotencyKey)
            throws BodyTooLarge, BadHeader, FileNotStored, IOException {
        Optional<String> key = IdempotencyKeyHeader.read(idempotencyKey);
        try (BroughtFile brought = body.receive(content, headers)) {
            return switch (intake.keep(owner(), brought, key)) {
                case FileAcceptance.Kept(Upload file) -> created(file);
                case FileAcceptance.KeyReused _ ->
                        Problems.of(
                                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                                        Urls.of(uri),
                                        "The key was sent before with other bytes or for a job. Use a new key for a new"
                                                + " file.")
                                .build();
            };
        }
    }

    private Response created(Upload file) {
        return Response.created(URI.create(Urls.of(uri).file(file.id())))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(FileRepresentation.of(file))
                .build();
    }

    /** The bytes, whole or in part. */
    @RunOnVirtualThread
    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getFile",
            summary = "Fetch a file",
            description = "As it was sent, whole or in parts.")
    @Parameter(name = "If-Match", ref = "IfMatch")
    @Parameter(name = "If-None-Match", ref = "IfNoneMatch")
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
            headers = {
                @Header(name = "ETag", ref = "ETag"),
                @Header(name = "Repr-Digest", ref = "ReprDigest"),
                @Header(name = "Content-Disposition", ref = "ContentDisposition"),
                @Header(name = "Accept-Ranges", ref = "AcceptRanges"),
                @Header(name = "Content-Range", ref = "ContentRange")
            },
            content =
                    @Content(
                            mediaType = "*/*",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "304",
            description = "The caller has these bytes.",
            headers = @Header(name = "ETag", ref = "ETag"))
    @APIResponse(responseCode = "404", description = "no-such-file")
    @APIResponse(responseCode = "410", description = "file-expired")
    @APIResponse(responseCode = "412", description = "precondition-failed")
    @APIResponse(
            responseCode = "416",
            description = "range-not-satisfiable",
            headers = @Header(name = "Content-Range", ref = "ContentRange"))
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
        Optional<Upload> file = FileId.parse(id).flatMap(found -> uploads.find(found, owner()));
        Optional<StoredBytes> bytes =
                file.isEmpty() ? Optional.empty() : store.find(file.get().id());
        if (file.isEmpty() || bytes.isEmpty()) {
            return missing(id, urls);
        }
        Response answer =
                new ResultBytes(described(file.get()), bytes.get())
                        .answer(request.getMethod(), headers, urls)
                        // What a caller says of a file is no reason for a browser to run it.
                        .header("X-Content-Type-Options", "nosniff")
                        .build();
        return answer.getStatus() >= 400
                ? answer
                : Response.fromResponse(answer)
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                        .build();
    }

    private static StoredResult described(Upload file) {
        return new StoredResult(
                file.id().toString(),
                file.mediaType(),
                file.filename(),
                file.size(),
                file.sha256(),
                OptionalLong.empty());
    }

    /** Removes what no job refers to. */
    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "deleteFile",
            summary = "Delete a file",
            description = "One that jobs refer to goes with the last of them.")
    @APIResponse(responseCode = "204", description = "The file is gone.")
    @APIResponse(responseCode = "404", description = "no-such-file")
    @APIResponse(responseCode = "409", description = "file-in-use")
    @APIResponse(responseCode = "410", description = "file-expired")
    public Response delete(@PathParam("id") String id) {
        Urls urls = Urls.of(uri);
        Uploads.Removal removal =
                FileId.parse(id)
                        .map(file -> intake.remove(file, owner()))
                        .orElse(Uploads.Removal.NO_SUCH_FILE);
        return switch (removal) {
            case REMOVED -> Response.noContent().build();
            case IN_USE ->
                    Problems.of(
                                    ProblemType.FILE_IN_USE,
                                    urls,
                                    "Jobs refer to the file; it goes with the last of them. Delete those first.")
                            .build();
            case NO_SUCH_FILE -> missing(id, urls);
        };
    }

    private Response missing(String id, Urls urls) {
        Optional<FileId> file = FileId.parse(id);
        if (file.filter(gone -> uploads.hasExpired(gone, owner())).isPresent()) {
            return Problems.of(
                            ProblemType.FILE_EXPIRED,
                            urls,
                            "The file was kept for its time, and is gone; send it again.")
                    .build();
        }
        String detail =
                file.isPresent()
                        ? "You have no file " + id + "."
                        : "'" + id + "' is not the id of a file; it would be a UUID.";
        return Problems.of(ProblemType.NO_SUCH_FILE, urls, detail).build();
    }

    private String owner() {
        return Owners.of(security.getUserPrincipal());
    }
}
