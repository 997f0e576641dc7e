package dev.longhaul.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Optional;

/**
 * A job type that this installation has: what its handler said of it, ready for use.
 *
 * @param <P> the parameters
 */
public final class JobDefinition<P> {

    private final JobHandler<P> handler;
    private final JobType<P> type;
    private final ObjectMapper json;
    private final Validator constraints;
    private volatile Form form;

    /**
     * What the parameters look like.
     *
     * @param refined whether the type's author changed what the record says
     */
    private record Form(ObjectNode schema, boolean refined, SchemaCheck check) {}

    JobDefinition(
            JobHandler<P> handler, JobType<P> type, ObjectMapper json, Validator constraints) {
        this.handler = handler;
        this.type = type;
        this.json = json;
        this.constraints = constraints;
        this.form = form(type, json);
    }

    private static Form form(JobType<?> type, ObjectMapper json) {
        var record = new RecordSchema(json);
        ObjectNode plain = record.of(type.parameters());
        ObjectNode schema = type.schema().apply(plain.deepCopy());
        return new Form(schema, !schema.equals(plain), new SchemaCheck(schema, record.patterns()));
    }

    /** Has the schema refined anew; it stays as it is if that fails. */
    void refresh() {
        form = form(type, json);
    }

    public JobType<P> type() {
        return type;
    }

    public JobHandler<P> handler() {
        return handler;
    }

    /** The JSON Schema (2020-12) of the parameters; a copy. */
    public JsonNode schema() {
        return form.schema().deepCopy();
    }

    /**
     * The type's example as a caller would send it. Empty where it does not work in this installation: an export of a
     * sample that the operator has left out.
     */
    public Optional<JsonNode> example() {
        JsonNode example = json.valueToTree(type.example());
        return check(example, "").isEmpty() ? Optional.of(example) : Optional.empty();
    }

    /** What is wrong with the example through the fault of the type's author. */
    List<Violation> wrongExample() {
        return form.refined() ? List.of() : check(json.valueToTree(type.example()), "");
    }

    /**
     * All that is wrong with the parameters: against the schema, and against the constraints that a schema cannot say. None
     * if they are right.
     *
     * @param prefix the RFC 6901 pointer of the parameters in the caller's document
     */
    public List<Violation> check(JsonNode parameters, String prefix) {
        SchemaCheck schema = form.check();
        return new BindingCheck(json, constraints, schema.check(parameters, prefix))
                .check(type.parameters(), schema.withDefaults(parameters), prefix);
    }

    /** The RFC 6901 pointers, within the parameters, of all that refers to a file: {@link FileRef}, {@link InputRef}. */
    public List<String> fileReferences(JsonNode parameters) {
        return FileReferences.toFiles(parameters, form.schema());
    }

    /** The RFC 6901 pointers, within the parameters, of all that refers to the result of a job: {@link InputRef}. */
    public List<String> resultReferences(JsonNode parameters) {
        return FileReferences.toResults(parameters, form.schema());
    }

    /**
     * Reads the parameters into their record; what is absent or null gets its default.
     *
     * @throws JsonProcessingException if they do not fit, which {@link #check} would have said
     */
    public P bind(JsonNode parameters) throws JsonProcessingException {
        return json.treeToValue(form.check().withDefaults(parameters), type.parameters());
    }
}
