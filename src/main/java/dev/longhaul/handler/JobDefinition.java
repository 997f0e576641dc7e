package dev.longhaul.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A job type that this installation has: what its handler said of it, ready for use.
 *
 * @param <P> the parameters
 */
public final class JobDefinition<P> {

    private static final String UNREADABLE = "does not fit what this job type can read";

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
        ObjectNode plain = new RecordSchema(json).of(type.parameters());
        ObjectNode schema = type.schema().apply(plain.deepCopy());
        return new Form(schema, !schema.equals(plain), new SchemaCheck(schema));
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
     * All that is wrong with the parameters: first against the schema, then, if they pass, against the constraints that
     * a schema cannot say. None if they are right.
     *
     * @param prefix the RFC 6901 pointer of the parameters in the caller's document
     */
    public List<Violation> check(JsonNode parameters, String prefix) {
        List<Violation> violations = form.check().check(parameters, prefix);
        if (!violations.isEmpty()) {
            return violations;
        }
        try {
            return constraints.validate(bind(parameters)).stream()
                    .map(violation ->
                            new Violation(
                                    prefix + Pointers.of(violation.getPropertyPath()),
                                    sentence(violation)))
                    .sorted(Comparator.comparing(Violation::pointer))
                    .toList();
        } catch (JsonMappingException e) {
            return List.of(new Violation(prefix + Pointers.of(e), sentence(e)));
        } catch (JsonProcessingException e) {
            return List.of(new Violation(prefix, UNREADABLE));
        }
    }

    /** The RFC 6901 pointers, within the parameters, of all that refers to a file as {@link FileRef} does. */
    public List<String> fileReferences(JsonNode parameters) {
        return FileReferences.in(parameters, form.schema());
    }

    /**
     * Reads the parameters into their record; what is absent or null gets its default.
     *
     * @throws JsonProcessingException if they do not fit, which {@link #check} would have said
     */
    public P bind(JsonNode parameters) throws JsonProcessingException {
        return json.treeToValue(form.check().withDefaults(parameters), type.parameters());
    }

    /** Jackson's own words are about Java, so only those of the record's author are passed on. */
    private static String sentence(JsonMappingException failure) {
        if (failure instanceof ValueInstantiationException
                && failure.getCause() instanceof IllegalArgumentException refusal) {
            return Objects.requireNonNullElse(refusal.getMessage(), UNREADABLE);
        }
        if (failure instanceof InvalidFormatException wrong) {
            return RecordSchema.formatOf(wrong.getTargetType())
                    .map(format ->
                            "must be "
                                    + Sentences.format(format)
                                    + ", not "
                                    + Sentences.quoted(
                                            TextNode.valueOf(String.valueOf(wrong.getValue()))))
                    .orElse(UNREADABLE);
        }
        return UNREADABLE;
    }

    private static String sentence(ConstraintViolation<?> violation) {
        return violation.getMessage();
    }
}
