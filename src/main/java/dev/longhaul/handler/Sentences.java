package dev.longhaul.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what a JSON Schema keyword found wrong so that a person knows what would be right. */
final class Sentences {

    private static final int LONGEST_QUOTE = 60;

    private Sentences() {}

    static String required(JsonNode member) {
        return "is required" + described(member);
    }

    static String unknown(String name, List<String> known) {
        String list = known.isEmpty() ? "nothing" : String.join(", ", known);
        return "is not known here; known: " + list + Spelling.suggestion(name, known);
    }

    /**
     * @param keyword of JSON Schema
     * @param schema the object that holds it
     * @param value what violates it
     */
    static String of(String keyword, JsonNode schema, JsonNode value) {
        JsonNode limit = schema.path(keyword);
        return switch (keyword) {
            case "type" ->
                    "must be " + article(types(limit)) + ", not " + kind(value) + described(schema);
            case "enum" -> limit.isEmpty() ? nothingToName(schema) : oneOf(limit, value);
            case "const" -> "must be " + quoted(limit);
            case "minimum" -> "must be at least " + limit + ", not " + quoted(value);
            case "maximum" -> "must be at most " + limit + ", not " + quoted(value);
            case "exclusiveMinimum" -> "must be more than " + limit + ", not " + quoted(value);
            case "exclusiveMaximum" -> "must be less than " + limit + ", not " + quoted(value);
            case "minLength" -> "must have at least " + counted(limit, "character");
            case "maxLength" ->
                    "must have at most "
                            + counted(limit, "character")
                            + ", not "
                            + value.asText().codePointCount(0, value.asText().length());
            case "minItems" -> "must have at least " + counted(limit, "item");
            case "maxItems" ->
                    "must have at most " + counted(limit, "item") + ", not " + value.size();
            case "minProperties" -> "must have at least " + counted(limit, "member");
            case "maxProperties" ->
                    "must have at most " + counted(limit, "member") + ", not " + value.size();
            case "pattern" ->
                    limit.asText().equals("\\S")
                            ? "must not be blank"
                            : "must match "
                                    + limit.asText()
                                    + ", which "
                                    + quoted(value)
                                    + " does not";
            case "multipleOf" -> "must be a multiple of " + limit + ", not " + quoted(value);
            case "uniqueItems" -> "must not hold the same item twice";
            case "anyOf", "oneOf" -> "must be " + forms(limit) + ", not " + kind(value);
            case "false" -> "is not allowed here";
            case "format" -> "must be " + format(limit.asText()) + ", not " + quoted(value);
            default -> "does not satisfy '" + keyword + "' of the schema: " + limit;
        };
    }

    /** Who leaves a list of words empty says in a comment why. */
    private static String nothingToName(JsonNode schema) {
        return schema.path("$comment").asText("there is nothing here that it could name");
    }

    private static String oneOf(JsonNode words, JsonNode value) {
        List<String> known = new ArrayList<>();
        words.forEach(word -> known.add(word.asText()));
        return "must be one of "
                + String.join(", ", known)
                + ", not "
                + quoted(value)
                + Spelling.suggestion(value.asText(), known);
    }

    private static String types(JsonNode type) {
        return type.isArray()
                ? type.valueStream()
                        .map(JsonNode::asText)
                        .filter(name -> !name.equals("null"))
                        .collect(Collectors.joining(" or "))
                : type.asText();
    }

    /** Names the alternatives where their types tell them apart. */
    private static String forms(JsonNode alternatives) {
        List<String> types =
                alternatives
                        .valueStream()
                        .map(form -> form.path("type"))
                        .filter(JsonNode::isTextual)
                        .map(type -> article(type.asText()))
                        .distinct()
                        .toList();
        return types.size() == alternatives.size()
                ? String.join(" or ", types)
                : "in one of the forms that the schema of the job type shows";
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "an array";
            case BOOLEAN -> "a boolean";
            case NUMBER -> value.isIntegralNumber() ? "an integer" : "a number with a fraction";
            case OBJECT -> "an object";
            case STRING -> "a string";
            default -> "null";
        };
    }

    private static String article(String noun) {
        return ("aeio".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    private static String counted(JsonNode number, String noun) {
        return number + " " + noun + (number.asLong() == 1 ? "" : "s");
    }

    static String format(String format) {
        return switch (format) {
            case "date" -> "a date like 2026-11-20";
            case "date-time" -> "a time like 2026-11-20T17:30:00Z (RFC 3339)";
            case "duration" ->
                    "a duration of days, hours, minutes and whole seconds like P1DT12H or PT15M (ISO 8601)";
            case "uuid" -> "a UUID";
            case "uri" -> "an absolute URI";
            case "email" -> "an e-mail address";
            default -> "of the format " + format;
        };
    }

    private static String described(JsonNode schema) {
        String description = schema.path("description").asText("");
        return description.isEmpty() ? "" : ": " + description;
    }

    static String quoted(JsonNode value) {
        String text = value.isTextual() ? "'" + value.asText() + "'" : value.toString();
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
