package dev.longhaul.handler;

import static dev.longhaul.handler.TestJson.JSON;
import static dev.longhaul.handler.TestJson.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {

    enum Colour {
        RED,
        GREEN;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Kinds(
            int small,
            BigInteger large,
            double number,
            boolean flag,
            String text,
            Colour colour,
            UUID id,
            URI link,
            Instant at,
            LocalDate on,
            Duration length,
            JsonNode anything,
            Optional<String> maybe,
            List<Colour> colours,
            Map<String, Boolean> flags) {}

    record Constrained(
            @NotBlank String name,
            @NotNull @Email String mail,
            @Size(min = 2, max = 5) @Pattern(regexp = "[a-z]+") String word,
            @NotEmpty List<String> list,
            @Size(max = 3) Map<String, String> labels,
            @Min(1) @Max(9) int digit,
            @Positive int count) {}

    record Described(
            @JsonPropertyDescription("How many.") @JsonProperty(defaultValue = "5") int count,
            @JsonProperty(value = "from-name", defaultValue = "me") String from,
            Inner inner) {}

    record Inner(long a) {}

    record Endless(List<Endless> children) {}

    record Odd(Thread thread) {}

    @Test
    void eachKindOfComponentHasItsTypeInTheOrderOfTheRecord() {
        assertThat(schema(Kinds.class).toString())
                .isEqualTo(
                        json("""
                        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {
                          "small": {"type": "integer", "minimum": -2147483648, "maximum": 2147483647},
                          "large": {"type": "integer"},
                          "number": {"type": "number"},
                          "flag": {"type": "boolean"},
                          "text": {"type": "string"},
                          "colour": {"type": "string", "enum": ["red", "green"]},
                          "id": {"type": "string", "format": "uuid"},
                          "link": {"type": "string", "format": "uri"},
                          "at": {"type": "string", "format": "date-time"},
                          "on": {"type": "string", "format": "date"},
                          "length": {"type": "string", "format": "duration"},
                          "anything": {},
                          "maybe": {"type": "string"},
                          "colours": {"type": "array", "items": {"type": "string", "enum": ["red", "green"]}},
                          "flags": {"type": "object", "additionalProperties": {"type": "boolean"}}},
                         "required": ["small", "number", "flag"], "additionalProperties": false}\
                        """)
                                .toString());
    }

    @Test
    void constraintsOfBeanValidationBecomeKeywords() {
        assertThat(schema(Constrained.class).toString())
                .isEqualTo(
                        json("""
                        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {
                          "name": {"type": "string", "pattern": "\\\\S"},
                          "mail": {"type": "string", "format": "email"},
                          "word": {"type": "string", "minLength": 2, "maxLength": 5, "pattern": "^(?:[a-z]+)$"},
                          "list": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                          "labels": {"type": "object", "additionalProperties": {"type": "string"}, "maxProperties": 3},
                          "digit": {"type": "integer", "minimum": 1, "maximum": 9},
                          "count": {"type": "integer", "maximum": 2147483647, "exclusiveMinimum": 0}},
                         "required": ["name", "mail", "list", "digit", "count"], "additionalProperties": false}\
                        """)
                                .toString());
    }

    @Test
    void namesDescriptionsAndDefaultsComeFromJacksonsAnnotations() {
        assertThat(schema(Described.class).toString())
                .isEqualTo(
                        json("""
                        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {
                          "count": {"type": "integer", "minimum": -2147483648, "maximum": 2147483647,
                                    "description": "How many.", "default": 5},
                          "from-name": {"type": "string", "default": "me"},
                          "inner": {"type": "object", "properties": {"a": {"type": "integer",
                                     "minimum": -9223372036854775808, "maximum": 9223372036854775807}},
                                    "required": ["a"], "additionalProperties": false}},
                         "additionalProperties": false}\
                        """)
                                .toString());
    }

    @Test
    void aRecordThatContainsItselfIsRefusedInWords() {
        assertThatThrownBy(() -> schema(Endless.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Endless contains itself");
    }

    @Test
    void aComponentWithoutAJsonFormIsRefusedInWords() {
        assertThatThrownBy(() -> schema(Odd.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Thread has no JSON Schema here");
    }

    private static JsonNode schema(Class<?> record) {
        return new RecordSchema(JSON).of(record);
    }
}
