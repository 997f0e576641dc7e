package dev.longhaul.http;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The request by which a caller is told that a job has ended, for openapi.yaml. */
final class WebhookApi {

    private static final String URL = "{$request.body#/notify/webhook/url}";

    private WebhookApi() {}

    static void addCallback(OpenAPI document) {
        document.getPaths()
                .getPathItem("/jobs")
                .getPOST()
                .addCallback(
                        "jobEnded",
                        OASFactory.createCallback()
                                .addPathItem(URL, OASFactory.createPathItem().POST(operation())));
    }

    private static Operation operation() {
        return OASFactory.createOperation()
                .operationId("jobEnded")
                .summary("The job has ended")
                .description(
                        "By Standard Webhooks 1.0, at least once: the same message comes again under the same webhook-id until"
                                + " it is answered with a 2xx, or 15 times within about a day.")
                .addTag("Jobs")
                .addParameter(header("webhook-id", "Names the message, in all its tries."))
                .addParameter(header("webhook-timestamp", "Of this try, seconds since 1970."))
                .addParameter(
                        header(
                                "webhook-signature",
                                "v1, and the HMAC-SHA256 of id.timestamp.body in base64; one for each secret, separated by"
                                        + " spaces."))
                .requestBody(
                        OASFactory.createRequestBody()
                                .required(true)
                                .content(
                                        OASFactory.createContent()
                                                .addMediaType(
                                                        "application/json",
                                                        OASFactory.createMediaType()
                                                                .schema(body()))))
                .responses(
                        OASFactory.createAPIResponses()
                                .addAPIResponse("2XX", response("Taken."))
                                .addAPIResponse(
                                        "410", response("Not wanted; it never comes again."))
                                .addAPIResponse(
                                        "default",
                                        response(
                                                "Not taken; it comes again, not before the time that Retry-After says.")));
    }

    private static Parameter header(String name, String description) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .required(true)
                .description(description)
                .schema(text());
    }

    private static Schema body() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .addRequired("type")
                .addRequired("timestamp")
                .addRequired("data")
                .addProperty(
                        "type",
                        text().addEnumeration("job.succeeded")
                                .addEnumeration("job.failed")
                                .addEnumeration("job.canceled"))
                .addProperty("timestamp", text().format("date-time").description("When it ended."))
                .addProperty("data", OASFactory.createSchema().ref("Job"));
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static APIResponse response(String description) {
        return OASFactory.createAPIResponse().description(description);
    }
}
