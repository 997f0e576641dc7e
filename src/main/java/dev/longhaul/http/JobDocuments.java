package dev.longhaul.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.notice.JobDocument;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Jobs in webhooks, as callers see them anywhere else; but without what becomes of the webhook itself. */
@Singleton
class JobDocuments implements JobDocument {

    private final ObjectMapper json;

    JobDocuments(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public JsonNode of(JobSnapshot job, String base) {
        try {
            // By way of text, for the raw values that are in it.
            JsonNode document =
                    json.readTree(
                            json.writeValueAsString(
                                    JobRepresentation.of(job, Optional.empty(), new Urls(base))));
            ((ObjectNode) document).remove("notifications");
            return document;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job always has a JSON form", e);
        }
    }
}
