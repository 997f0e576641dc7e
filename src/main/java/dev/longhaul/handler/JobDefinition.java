package dev.longhaul.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;

/**
 * A job type that this installation has: what its handler said of it, ready for use.
 *
 * @param <P> the parameters
 */
public final class JobDefinition<P> {

    private final JobHandler<P> handler;
    private final JobType<P> type;
    private final ObjectNode schema;
    private final SchemaCheck check;
    private final ObjectMapper json;
    private final Validator constraints;

    JobDefinition(
            JobHandler<P> handler, JobType<P> type, ObjectMapper json, Validator constraints) {
        this.handler = handler;
        this.type = type;
        this.json = json;
        this.constraints = constraints;
        this.schema = type.schema().apply(new RecordSchema(json).of(type.parameters()));
        this.check = new SchemaCheck(schema);
    }

    public JobType<P> type() {
        return type;
    }

    public JobHandler<P> handler() {
        return handler;
    }

    /** The JSON Schema (2020-12) of the parameters; a copy. */
    public JsonNode schema() {
        return schema.deepCopy();
    }

    /** The type's example as a caller would send it. */
    public JsonNode example() {
        return json.valueToTree(type.example());
    }

    /**
     * All that is wrong with the parameters: first against the schema, then, if they pass, against the constraints that
     * a schema cannot say. None if they are right.
     *
     * @param prefix the RFC 6901 pointer of the parameters in the caller's document
     */
    public List<Violation> check(JsonNode parameters, String prefix) {
        List<Violation> violations = check.check(parameters, prefix);
        if (!violations.isEmpty()) {
            return violations;
        }
        try {
            return constraints.validate(bind(parameters)).stream()
                    .map(violation ->
                            new Violation(
                                    prefix + pointer(violation.getPropertyPath()),
                                    sentence(violation)))
                    .sorted(Comparator.comparing(Violation::pointer))
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of(new Violation(prefix, "cannot be read: " + e.getOriginalMessage()));
        }
    }

    /**
     * Reads the parameters into their record.
     *
     * @throws JsonProcessingException if they do not fit, which {@link #check} would have said
     */
    public P bind(JsonNode parameters) throws JsonProcessingException {
        return json.treeToValue(parameters, type.parameters());
    }

    private static String pointer(Path path) {
        var pointer = new StringBuilder();
        path.forEach(node -> {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKey() != null) {
                pointer.append('/').append(node.getKey());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        });
        return pointer.toString();
    }

    private static String sentence(ConstraintViolation<?> violation) {
        return violation.getMessage();
    }
}
