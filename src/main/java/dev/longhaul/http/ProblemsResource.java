package dev.longhaul.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Explains the problem types that this service answers with, at their own URLs: to programs, and to people with browsers. */
@Path("/problems")
@Tag(name = "Problems")
public class ProblemsResource {

    private static final MediaType PAGE = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");

    /** All of them. */
    @RegisterForReflection
    @Schema(name = "ProblemTypes", description = "All kinds of problems.")
    record ProblemTypesRepresentation(List<ProblemTypeRepresentation> problems) {}

    /** A kind of problem. */
    @RegisterForReflection
    @Schema(name = "ProblemType", description = "A kind of problem.")
    record ProblemTypeRepresentation(
            @Schema(format = "uri") String type,
            String code,
            int status,
            String title,
            @Schema(description = "What has happened.") String meaning,
            @Schema(description = "What the caller should do.") String remedy) {

        static ProblemTypeRepresentation of(ProblemType type, Urls urls) {
            ProblemExplanation explanation = ProblemExplanation.of(type);
            return new ProblemTypeRepresentation(
                    urls.problem(type),
                    type.code(),
                    type.status(),
                    type.title(),
                    explanation.meaning(),
                    explanation.remedy());
        }
    }

    private final UriInfo uri;

    ProblemsResource(UriInfo uri) {
        this.uri = uri;
    }

    /** All kinds of problems. */
    @GET
    @Operation(
            operationId = "listProblemTypes",
            summary = "List the kinds of problems",
            description = "What each means and what to do about it.")
    @APIResponse(
            responseCode = "200",
            description = "All of them; a page for browsers.",
            headers = @Header(name = "Vary", ref = "Vary"),
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ProblemTypesRepresentation.class)),
                @Content(
                        mediaType = MediaType.TEXT_HTML,
                        schema = @Schema(implementation = String.class))
            })
    public Response list(@Context HttpHeaders headers) {
        Urls urls = Urls.of(uri);
        return isForPeople(headers)
                ? explained(Response.ok(ProblemPage.ofAll(urls), PAGE)).build()
                : explained(Response.ok(all(urls), MediaType.APPLICATION_JSON_TYPE)).build();
    }

    /** The kind of problem with that code. */
    @GET
    @Path("/{code}")
    @Operation(
            operationId = "getProblemType",
            summary = "Explain a kind of problem",
            description = "This is where the type of a problem document leads.")
    @APIResponse(
            responseCode = "200",
            description = "What it means and what to do; a page for browsers.",
            headers = @Header(name = "Vary", ref = "Vary"),
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ProblemTypeRepresentation.class)),
                @Content(
                        mediaType = MediaType.TEXT_HTML,
                        schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "not-found")
    public Response get(@PathParam("code") String code, @Context HttpHeaders headers) {
        Urls urls = Urls.of(uri);
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.code().equals(code))
                .findFirst()
                .map(type -> explained(explanation(type, headers, urls)))
                .orElseGet(() ->
                        Problems.of(
                                ProblemType.NOT_FOUND,
                                urls,
                                "This service has no problem of the type '"
                                        + code
                                        + "'; see "
                                        + urls.problems()
                                        + "."))
                .build();
    }

    private static Response.ResponseBuilder explanation(
            ProblemType type, HttpHeaders headers, Urls urls) {
        return isForPeople(headers)
                ? Response.ok(ProblemPage.of(type, urls), PAGE)
                : Response.ok(
                        ProblemTypeRepresentation.of(type, urls), MediaType.APPLICATION_JSON_TYPE);
    }

    private static ProblemTypesRepresentation all(Urls urls) {
        return new ProblemTypesRepresentation(
                Arrays.stream(ProblemType.values())
                        .map(type -> ProblemTypeRepresentation.of(type, urls))
                        .toList());
    }

    private static Response.ResponseBuilder explained(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600");
    }

    /** Whether a page is the first thing that the caller names: browsers do, programs do not. */
    private static boolean isForPeople(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .filter(type ->
                        isOneOf(type, MediaType.TEXT_HTML_TYPE, MediaType.APPLICATION_JSON_TYPE))
                .findFirst()
                .filter(type -> isOneOf(type, MediaType.TEXT_HTML_TYPE))
                .isPresent();
    }

    private static boolean isOneOf(MediaType type, MediaType... others) {
        return Arrays.stream(others)
                .anyMatch(other ->
                        type.getType().equalsIgnoreCase(other.getType())
                                && type.getSubtype().equalsIgnoreCase(other.getSubtype()));
    }
}
