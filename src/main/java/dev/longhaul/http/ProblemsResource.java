package dev.longhaul.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Explains the problem types that this service answers with, at their own URLs. */
@Path("/problems")
@Tag(name = "Problems")
public class ProblemsResource {

    /** A kind of problem. */
    @RegisterForReflection
    @Schema(name = "ProblemType", description = "A kind of problem.")
    record ProblemTypeRepresentation(String type, String code, int status, String title) {}

    private final UriInfo uri;

    ProblemsResource(UriInfo uri) {
        this.uri = uri;
    }

    /** The kind of problem with that code. */
    @GET
    @Path("/{code}")
    @Operation(operationId = "getProblemType", summary = "Explain a kind of problem")
    @APIResponse(
            responseCode = "200",
            description = "The kind of problem.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProblemTypeRepresentation.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public Response get(@PathParam("code") String code) {
        Urls urls = Urls.of(uri);
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.code().equals(code))
                .findFirst()
                .map(type ->
                        Response.ok(
                                new ProblemTypeRepresentation(
                                        urls.problem(type),
                                        type.code(),
                                        type.status(),
                                        type.title()),
                                MediaType.APPLICATION_JSON_TYPE))
                .orElseGet(() ->
                        Problems.of(
                                ProblemType.NOT_FOUND,
                                urls,
                                "This service has no problem of the type '" + code + "'."))
                .build();
    }
}
