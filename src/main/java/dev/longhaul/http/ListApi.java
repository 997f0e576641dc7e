package dev.longhaul.http;

import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Says in openapi.yaml what the query of {@code GET /jobs} may hold. */
final class ListApi {

    private ListApi() {}

    static void addParameters(Components components) {
        components
                .addParameter(
                        "ListStatus",
                        several(
                                "status",
                                "One of these statuses. Several times, or once with commas.",
                                OASFactory.createSchema().ref("JobStatus")))
                .addParameter(
                        "ListType",
                        several(
                                "type",
                                "One of these types. Several times, or once with commas.",
                                text()))
                .addParameter(
                        "ListOwner",
                        one(
                                "owner",
                                "Whose jobs. Callers see their own alone: the list of another owner is empty.",
                                text()))
                .addParameter(
                        "ListLabel",
                        several(
                                "label",
                                "A label as key:value. Several times: all of them.",
                                text().pattern("^[^:]+:")))
                .addParameter(
                        "ListText",
                        one(
                                "q",
                                "What the description, the parameters or the id contain, in upper or lower case.",
                                text().maxLength(ListParameters.LONGEST_TEXT)))
                .addParameter(
                        "ListCreatedAfter",
                        one("createdAfter", "Created later than this.", text().format("date-time")))
                .addParameter(
                        "ListCreatedBefore",
                        one(
                                "createdBefore",
                                "Created earlier than this.",
                                text().format("date-time")))
                .addParameter(
                        "ListLimit",
                        one(
                                ListParameters.LIMIT,
                                "How many jobs at most. More than "
                                        + ListParameters.MOST_LIMIT
                                        + " is taken as "
                                        + ListParameters.MOST_LIMIT
                                        + ".",
                                OASFactory.createSchema()
                                        .addType(Schema.SchemaType.INTEGER)
                                        .minimum(BigDecimal.ONE)
                                        .defaultValue(ListParameters.DEFAULT_LIMIT)))
                .addParameter(
                        "ListPageToken",
                        one(
                                ListParameters.PAGE_TOKEN,
                                "The nextPageToken of the page before, with the same filters.",
                                text()));
    }

    private static Parameter one(String name, String description, Schema schema) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.QUERY)
                .description(description)
                .schema(schema);
    }

    private static Parameter several(String name, String description, Schema each) {
        return one(
                        name,
                        description,
                        OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(each))
                .style(Parameter.Style.FORM)
                .explode(true);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
