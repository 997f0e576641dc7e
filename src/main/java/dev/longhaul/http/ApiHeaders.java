package dev.longhaul.http;

import java.math.BigDecimal;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says in openapi.yaml, once, what each header means. */
final class ApiHeaders {

    private static final String CACHE_CONTROL = "CacheControl";

    private ApiHeaders() {}

    static void define(Components components) {
        // One by one: a map of no order would write the file anew with every build.
        components
                .addParameter(
                        "IdempotencyKey",
                        parameter(
                                        "Idempotency-Key",
                                        "A key of the caller's under which the request can be repeated: the same key and"
                                                + " body lead to the same job or file, for as long as that is kept.",
                                        "8e03978e-40d5-43e8-bc93-6894a57f9324")
                                .schema(text().maxLength(255)))
                .addParameter(
                        "IfMatch",
                        parameter(
                                "If-Match",
                                "Answer only if it still has one of these tags (RFC 9110).",
                                "\"7\""))
                .addParameter(
                        "IfNoneMatch",
                        parameter(
                                "If-None-Match",
                                "The tags of what the caller has: 304 if it is one of them (RFC 9110).",
                                "\"7\""))
                .addParameter(
                        "IfRange",
                        parameter(
                                "If-Range",
                                "The tag of what the caller has a part of; if it is another now, all of it comes (RFC"
                                        + " 9110).",
                                "\"7\""))
                .addParameter(
                        "Prefer",
                        parameter(
                                "Prefer",
                                "wait=N (RFC 7240): how many seconds, 30 at most, the caller would rather wait than ask"
                                        + " again.",
                                "wait=20"))
                .addParameter(
                        "Range",
                        parameter(
                                "Range",
                                "Which bytes, one part or several (RFC 9110).",
                                "bytes=0-1023"));
        components
                .addHeader("AcceptRanges", always("Parts can be had with Range.", "bytes"))
                .addHeader(
                        "CacheControl",
                        always("Whether and how the answer may be kept (RFC 9111).", "no-store"))
                .addHeader(
                        "ConflictingJob",
                        uri("The job that stands in the way, if one does.", "").required(false))
                .addHeader(
                        "ConflictingStatusLink",
                        maybe(
                                "The status of that job, rel=status (RFC 8288).",
                                "<https://longhaul.example/jobs/01a1fef3-0deb-7113-9ce9-e4d08fefe677/status>; rel=\"status\""))
                .addHeader(
                        "ContentDisposition",
                        always(
                                "The name of the file (RFC 6266).",
                                "attachment; filename=\"posts.json\""))
                .addHeader(
                        "ContentRange",
                        maybe(
                                "Which part this is (RFC 9110), or with 416 how much there is; several parts say it each.",
                                "bytes 0-1023/81234"))
                .addHeader("ETag", always("Changes with everything that can be seen.", "\"7\""))
                .addHeader("Location", uri("Where to go.", "/result"))
                .addHeader(
                        "NextLink",
                        maybe(
                                "The next page, rel=next (RFC 8288), if there is one.",
                                "<https://longhaul.example/jobs?pageToken=AZ>; rel=\"next\""))
                .addHeader(
                        "OperationLocation",
                        uri("The status of the job, for generic pollers.", "/status"))
                .addHeader(
                        "PreferenceApplied",
                        maybe("What was done of Prefer (RFC 7240), if anything.", "wait=20"))
                .addHeader(
                        "ReprDigest",
                        always(
                                "SHA-256 of the whole file, also where a part is sent (RFC 9530).",
                                "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"))
                .addHeader(
                        "RetryAfter",
                        maybe(
                                        "When it is worth asking again, in seconds; while the job is active.",
                                        3)
                                .schema(
                                        OASFactory.createSchema()
                                                .addType(Schema.SchemaType.INTEGER)
                                                .minimum(BigDecimal.ONE)
                                                .maximum(BigDecimal.valueOf(60))))
                .addHeader(
                        "Sunset",
                        maybe(
                                "When it will be gone, an HTTP date (RFC 8594), once known.",
                                "Sat, 28 Nov 2026 16:31:44 GMT"))
                .addHeader(
                        "StatusLink",
                        always(
                                "The status of the job, rel=status (RFC 8288).",
                                "<https://longhaul.example/jobs/01a1fef3-0deb-7113-9ce9-e4d08fefe677/status>; rel=\"status\""))
                .addHeader(
                        "Vary",
                        always(
                                "Another Accept may be answered with another form (RFC 9110).",
                                "Accept"));
    }

    /** Nothing is left to what a cache may guess. Where there is nothing to keep, nothing is said. */
    static void addCacheControl(APIResponse response) {
        Map<String, Header> headers = response.getHeaders();
        if (response.getRef() == null
                && (headers == null || !headers.containsKey("Cache-Control"))) {
            response.addHeader("Cache-Control", OASFactory.createHeader().ref(CACHE_CONTROL));
        }
    }

    private static Parameter parameter(String name, String description, String example) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .description(description)
                .example(example)
                .schema(text());
    }

    private static Header maybe(String description, Object example) {
        return OASFactory.createHeader().description(description).example(example).schema(text());
    }

    private static Header always(String description, Object example) {
        return maybe(description, example).required(true);
    }

    private static Header uri(String description, String end) {
        return always(
                        description,
                        "https://longhaul.example/jobs/01a1fef3-0deb-7113-9ce9-e4d08fefe677" + end)
                .schema(text().format("uri"));
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
