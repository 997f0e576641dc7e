package dev.longhaul.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** The JSON Schema of a request whose members are those of a record. */
public final class BodySchema {

    private final SchemaCheck check;

    /**
     * @param body what the members are, in the way of parameters of job types
     */
    public BodySchema(ObjectMapper json, Class<? extends Record> body) {
        this.check = new SchemaCheck(new RecordSchema(json).of(body));
    }

    /** All that is wrong with a request. */
    public List<Violation> check(JsonNode request) {
        return check.check(request, "");
    }
}
