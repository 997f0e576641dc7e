package dev.longhaul.http;

import dev.longhaul.job.JobStatus;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.tags.Tag;

/** Says in openapi.yaml, once, what holds for all resources: every error is a problem document, headers mean the same. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {

    private static final String PROBLEM = "Problem";

    /** What may happen to any request, by status. */
    private static final Map<String, String> ALWAYS =
            Map.of("500", "InternalError", "503", "Unavailable");

    private static final Map<String, String> TAGS =
            Map.of(
                    "Files", "Bytes that callers bring for jobs to come.",
                    "Job types", "What kinds of jobs there are, and what each takes.",
                    "Jobs", "Long work: submitting it, watching it, fetching what it made.",
                    "Operations", "Queues and workers, for operators.",
                    "Problems", "What the errors of this service mean.");

    private final ProblemExamples problems = new ProblemExamples();

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Components components = document.getComponents();
        ApiHeaders.define(components);
        ListApi.addParameters(components);
        ApiForms.define(components);
        components
                .addSchema(
                        "JobStatus",
                        text("Never any other word; everything finer is in stage.")
                                .enumeration(
                                        List.copyOf(
                                                Arrays.stream(JobStatus.values())
                                                        .map(JobStatus::wireName)
                                                        .toList())))
                .addResponse(
                        "InternalError",
                        problemResponse("internal-error: it is no fault of the caller's."))
                .addResponse(
                        "Unavailable",
                        problemResponse(
                                        "database-unavailable, or not-served-here (without Retry-After).")
                                .addHeader(
                                        "Retry-After",
                                        OASFactory.createHeader().ref("RetryAfter")));
        ApiSchemas.tidy(document);
        ApiExamples examples = ApiExamples.read();
        document.getPaths().getPathItems().forEach((path, item) -> complete(path, item, examples));
        problems.define(components);
        examples.define(components);
        ApiLinks.define(components);
        document.setTags(document.getTags().stream().map(ApiDocument::described).toList());
        // Who may call is the operator's to say; without settings, everybody may.
        document.addSecurityRequirement(OASFactory.createSecurityRequirement());
        document.addServer(
                OASFactory.createServer().url("/").description("Where this document was found."));
    }

    private static Tag described(Tag tag) {
        return tag.description(TAGS.getOrDefault(tag.getName(), tag.getDescription()));
    }

    private void complete(String path, PathItem item, ApiExamples examples) {
        item.getOperations()
                .forEach((method, operation) -> {
                    identify(path, operation);
                    complete(method, operation);
                    examples.refer(operation);
                    ApiLinks.refer(operation);
                });
    }

    /** Jobs and files are known by UUIDs. What is none is the id of nothing, and answered with 404. */
    private static void identify(String path, Operation operation) {
        Optional.ofNullable(operation.getParameters()).stream()
                .flatMap(List::stream)
                .filter(parameter -> "id".equals(parameter.getName()))
                .forEach(parameter -> {
                    parameter.setDescription(
                            path.startsWith("/files")
                                    ? "The id of the file."
                                    : "The id of the job.");
                    parameter.setSchema(text("A UUIDv7.").format("uuid"));
                });
    }

    private void complete(PathItem.HttpMethod method, Operation operation) {
        Map<String, APIResponse> responses =
                new TreeMap<>(operation.getResponses().getAPIResponses());
        ALWAYS.forEach(
                (status, name) -> responses.put(status, OASFactory.createAPIResponse().ref(name)));
        APIResponses all = OASFactory.createAPIResponses();
        responses.forEach((status, response) -> {
            boolean problem = status.compareTo("400") >= 0;
            if (problem && response.getRef() == null) {
                describeProblem(response);
            } else if (method != PathItem.HttpMethod.DELETE) {
                ApiHeaders.addCacheControl(response);
            }
            all.addAPIResponse(status, response);
        });
        operation.setResponses(all);
    }

    private APIResponse problemResponse(String description) {
        APIResponse response = OASFactory.createAPIResponse().description(description);
        describeProblem(response);
        return response;
    }

    private void describeProblem(APIResponse response) {
        MediaType content =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM));
        problems.refer(content, response.getDescription());
        response.content(OASFactory.createContent().addMediaType(Problems.MEDIA_TYPE, content));
        ApiHeaders.addCacheControl(response);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
