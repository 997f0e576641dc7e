package dev.longhaul.http;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Names in openapi.yaml what {@code multipart/form-data} may hold, so that generated clients have names for it too. */
final class ApiForms {

    static final String FILE = "FileForm";
    static final String JOB = "JobForm";

    private ApiForms() {}

    static void define(Components components) {
        components
                .addSchema(
                        FILE,
                        form("A form with a file as its only part.")
                                .addProperty("file", bytes())
                                .addRequired("file"))
                .addSchema(
                        JOB,
                        form("A job with its files: a parameter refers to one by the name of its part, as"
                                        + " {\"file\": \"photo\"}.")
                                .addProperty(
                                        JobForm.JOB, OASFactory.createSchema().ref("JobRequest"))
                                .addRequired(JobForm.JOB)
                                .additionalPropertiesSchema(bytes()));
    }

    private static Schema form(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(description);
    }

    private static Schema bytes() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).format("binary");
    }
}
