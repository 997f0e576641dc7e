package dev.longhaul.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Says in openapi.yaml, once, what holds for all resources: every error is a problem document, headers mean the same. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {

    private static final String PROBLEM = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents()
                .addParameter(
                        "IdempotencyKey",
                        OASFactory.createParameter()
                                .name("Idempotency-Key")
                                .in(Parameter.In.HEADER)
                                .description(
                                        "A key of the caller's under which the request can be repeated: the same key and"
                                                + " body lead to the same job, for as long as the job is kept.")
                                .schema(
                                        OASFactory.createSchema()
                                                .addType(Schema.SchemaType.STRING)
                                                .maxLength(255)))
                .addParameter(
                        "Prefer",
                        OASFactory.createParameter()
                                .name("Prefer")
                                .in(Parameter.In.HEADER)
                                .description(
                                        "wait=N (RFC 7240): how many seconds, 30 at most, the caller would rather wait"
                                                + " than ask again.")
                                .example("wait=20")
                                .schema(
                                        OASFactory.createSchema()
                                                .addType(Schema.SchemaType.STRING)));
        ProblemExamples.define(document.getComponents());
        ListApi.addParameters(document.getComponents());
        WebhookApi.addCallback(document);
        // One by one: a map of no order would write the file anew with every build.
        document.getComponents()
                .addSchema(PROBLEM, problem())
                .addHeader("AcceptRanges", header("bytes", ""))
                .addHeader("ContentDisposition", header("The name of the file (RFC 6266).", ""))
                .addHeader("ContentRange", header("Which part this is (RFC 9110).", ""))
                .addHeader("ETag", header("Changes with everything that can be seen.", ""))
                .addHeader("Location", header("Where to go.", "uri"))
                .addHeader("NextLink", header("The next page, rel=next (RFC 8288), if any.", ""))
                .addHeader(
                        "OperationLocation",
                        header("The status of the job, for generic pollers.", "uri"))
                .addHeader("PreferenceApplied", header("What was done of Prefer (RFC 7240).", ""))
                .addHeader("ReprDigest", header("SHA-256 of the whole result (RFC 9530).", ""))
                .addHeader(
                        "RetryAfter",
                        header(
                                "When it is worth asking again, in seconds; while the job is active.",
                                ""))
                .addHeader(
                        "Sunset",
                        header("When it will be gone, an HTTP date (RFC 8594), once known.", ""))
                .addHeader(
                        "StatusLink", header("The status of the job, rel=status (RFC 8288).", ""));
    }

    @Override
    public Operation filterOperation(Operation operation) {
        operation
                .getResponses()
                .getAPIResponses()
                .forEach((status, response) -> {
                    if (status.compareTo("400") >= 0) {
                        MediaType content =
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(PROBLEM));
                        ProblemExamples.refer(content, response.getDescription());
                        response.content(
                                OASFactory.createContent()
                                        .addMediaType(Problems.MEDIA_TYPE, content));
                    }
                });
        return operation;
    }

    private static Header header(String description, String format) {
        Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
        Optional.of(format).filter(name -> !name.isEmpty()).ifPresent(text::format);
        return OASFactory.createHeader().description(description).schema(text);
    }

    private static Schema problem() {
        Schema pointer = text("Where, an RFC 6901 pointer.");
        Schema error =
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.OBJECT)
                        .addProperty("pointer", pointer)
                        .addProperty("detail", text("What is wrong and what would be right."));
        return OASFactory.createSchema()
                .description("A problem document (RFC 9457).")
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("type", text("A URL that explains the kind of problem.").format("uri"))
                .addProperty("title", text("The kind of problem."))
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("code", text("The last part of the type; see /problems."))
                .addProperty("detail", text("What was wrong this time and what would be right."))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .description("Each thing that is wrong.")
                                .addType(Schema.SchemaType.ARRAY)
                                .items(error))
                .addProperty("error", OASFactory.createSchema().ref("JobError"))
                .addProperty("conflictingJob", OASFactory.createSchema().ref("ConflictingJob"));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
