package dev.longhaul.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is wrong with parameters and no schema can say. Where something is wrong already, it looks at the rest all the
 * same, member by member, so that all is told at once. What concerns several members of an object is only told once each of
 * them can be read: it may be a consequence.
 */
final class BindingCheck {

    private static final String UNREADABLE = "does not fit what this job type can read";

    private final ObjectMapper json;
    private final Validator constraints;

    /** What keeps values from being read. */
    private final List<Violation> wrong;

    /** What is wrong with values that can be read. */
    private final List<Violation> violated = new ArrayList<>();

    /**
     * @param wrong what the schema says
     */
    BindingCheck(ObjectMapper json, Validator constraints, List<Violation> wrong) {
        this.json = json;
        this.constraints = constraints;
        this.wrong = new ArrayList<>(wrong);
    }

    /**
     * All violations, those of the schema included, in the order of their pointers.
     *
     * @param value with its defaults
     * @param prefix its pointer in the caller's document
     */
    List<Violation> check(Class<?> record, JsonNode value, String prefix) {
        if (wrong.isEmpty()) {
            try {
                Object bound = json.treeToValue(value, record);
                return sorted(violations(constraints.validate(bound), prefix));
            } catch (JsonProcessingException e) {
                // Jackson stops at the first thing that it cannot read.
            }
        }
        checkRecord(record, value, prefix);
        wrong.addAll(violated);
        return sorted(wrong);
    }

    private static List<Violation> sorted(List<Violation> violations) {
        return violations.stream()
                .distinct()
                .sorted(Comparator.comparing(Violation::pointer))
                .toList();
    }

    private static List<Violation> violations(
            Set<? extends ConstraintViolation<?>> found, String pointer) {
        return found.stream()
                .map(violation ->
                        new Violation(
                                pointer + Pointers.of(violation.getPropertyPath()),
                                violation.getMessage()))
                .toList();
    }

    private void checkRecord(Class<?> record, JsonNode value, String pointer) {
        for (RecordComponent component : record.getRecordComponents()) {
            String name = RecordSchema.name(component);
            if (value.hasNonNull(name)) {
                String place = pointer + Pointers.step(name);
                checkInside(component.getGenericType(), value.get(name), place);
                if (isReadable(place)) {
                    read(component.getGenericType(), value.get(name), place)
                            .ifPresent(member ->
                                    checkMember(record, component.getName(), member, pointer));
                }
            }
        }
        if (isReadable(pointer)) {
            read(record, value, pointer);
        }
    }

    private boolean isReadable(String pointer) {
        return wrong.stream().noneMatch(other -> other.isWithin(pointer));
    }

    private void checkInside(Type type, JsonNode value, String pointer) {
        if (type instanceof Class<?> record && record.isRecord() && value.isObject()) {
            checkRecord(record, value, pointer);
        } else if (type instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> container) {
            Type[] arguments = generic.getActualTypeArguments();
            if (container == Optional.class) {
                checkInside(arguments[0], value, pointer);
            } else if (Collection.class.isAssignableFrom(container) && value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    checkInside(arguments[0], value.get(i), pointer + "/" + i);
                }
            } else if (container == Map.class && value.isObject()) {
                value.properties()
                        .forEach(member ->
                                checkInside(
                                        arguments[1],
                                        member.getValue(),
                                        pointer + Pointers.step(member.getKey())));
            }
        }
    }

    private void checkMember(Class<?> record, String name, Object member, String pointer) {
        var declared = constraints.getConstraintsForClass(record).getConstraintsForProperty(name);
        if (declared != null) {
            violated.addAll(violations(constraints.validateValue(record, name, member), pointer));
        }
    }

    /** The value as its type; empty, and said, if it cannot be read. */
    private Optional<Object> read(Type type, JsonNode value, String pointer) {
        try {
            return Optional.ofNullable(json.treeToValue(value, json.constructType(type)));
        } catch (JsonMappingException e) {
            wrong.add(new Violation(pointer + Pointers.of(e), sentence(e)));
        } catch (JsonProcessingException e) {
            wrong.add(new Violation(pointer, UNREADABLE));
        }
        return Optional.empty();
    }

    /** Jackson's own words are about Java, so only those of the record's author are passed on. */
    private static String sentence(JsonMappingException failure) {
        if (failure instanceof ValueInstantiationException
                && failure.getCause() instanceof IllegalArgumentException refusal) {
            return Objects.requireNonNullElse(refusal.getMessage(), UNREADABLE);
        }
        if (failure instanceof InvalidFormatException format) {
            return RecordSchema.formatOf(format.getTargetType())
                    .map(name ->
                            "must be "
                                    + Sentences.format(name)
                                    + ", not "
                                    + Sentences.quoted(
                                            TextNode.valueOf(String.valueOf(format.getValue()))))
                    .orElse(UNREADABLE);
        }
        return UNREADABLE;
    }
}
