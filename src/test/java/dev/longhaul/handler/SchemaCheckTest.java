package dev.longhaul.handler;

import static dev.longhaul.handler.TestJson.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"type":"integer"}                       | "5"          | must be an integer, not a string
                    {"type":"integer"}                       | 1.5          | must be an integer, not a number with a fraction
                    {"type":"string","description":"Who."}   | 5            | must be a string, not an integer: Who.
                    {"enum":["json","ndjson","csv"]}         | "xml"        | must be one of json, ndjson, csv, not 'xml'
                    {"enum":["json","ndjson","csv"]}         | "jsn"        | must be one of json, ndjson, csv, not 'jsn' (did you mean 'json'?)
                    {"enum":[],"$comment":"there are no datasets here"} | "posts" | there are no datasets here
                    {"enum":[]}                              | "posts"      | there is nothing here that it could name
                    {"const":4}                              | 1            | must be 4
                    {"minimum":3}                            | 2            | must be at least 3, not 2
                    {"maximum":3}                            | 4            | must be at most 3, not 4
                    {"exclusiveMinimum":3}                   | 3            | must be more than 3, not 3
                    {"exclusiveMaximum":3}                   | 3            | must be less than 3, not 3
                    {"multipleOf":5}                         | 3            | must be a multiple of 5, not 3
                    {"minLength":2}                          | "a"          | must have at least 2 characters
                    {"maxLength":1}                          | "ab"         | must have at most 1 character, not 2
                    {"pattern":"^[a-z]+$"}                   | "A"          | must match ^[a-z]+$, which 'A' does not
                    {"pattern":"\\\\S"}                      | " "          | must not be blank
                    {"minItems":1}                           | []           | must have at least 1 item
                    {"maxItems":1}                           | [1,2]        | must have at most 1 item, not 2
                    {"uniqueItems":true}                     | [1,1]        | must not hold the same item twice
                    {"minProperties":1}                      | {}           | must have at least 1 member
                    {"maxProperties":1}                      | {"a":1,"b":2} | must have at most 1 member, not 2
                    {"format":"date"}                        | "20.11.2026" | must be a date like 2026-11-20, not '20.11.2026'
                    {"format":"date-time"}                   | "today"      | must be a time like 2026-11-20T17:30:00Z (RFC 3339), not 'today'
                    {"format":"duration"}                    | "5m"         | must be a duration of days, hours, minutes and whole seconds like P1DT12H or PT15M (ISO 8601), not '5m'
                    {"format":"uuid"}                        | "7"          | must be a UUID, not '7'
                    {"format":"uri"}                         | "posts"      | must be an absolute URI, not 'posts'
                    {"format":"email"}                       | "ann"        | must be an e-mail address, not 'ann'
                    {"oneOf":[{"type":"string"},{"type":"integer"}]} | true | must be a string or an integer, not a boolean
                    false                                    | 1            | is not allowed here
                    """)
    void eachKeywordHasItsSentence(String schema, String value, String sentence) {
        assertThat(violations("{\"x\":" + schema + "}", "{\"x\":" + value + "}"))
                .containsExactly(new Violation("/parameters/x", sentence));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"type":"integer","maximum":3} | 1.0
                    {"type":"integer","minimum":9} | 1E2
                    {"type":"integer"}             | 99999999999999999999999999
                    {"type":"string"}              | null
                    {"oneOf":[{"type":"string"},{"type":"integer"}]} | 1
                    """)
    void whatIsRightIsAccepted(String schema, String value) {
        assertThat(violations("{\"x\":" + schema + "}", "{\"x\":" + value + "}")).isEmpty();
    }

    @Test
    void whatNoneOfSeveralFormsTakesIsRefused() {
        String properties = "{\"x\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}}";
        assertThat(violations(properties, "{\"x\":true}"))
                .isNotEmpty()
                .allMatch(violation -> violation.pointer().equals("/parameters/x"));
    }

    @Test
    void anErrorInsideOfOneFormOfSeveralIsRefused() {
        String properties =
                """
                {"x": {"oneOf": [{"type": "object", "required": ["a"]}, {"type": "object", "required": ["b"]}]}}\
                """;
        assertThat(violations(properties, "{\"x\":{}}"))
                .extracting(Violation::pointer)
                .containsExactly("/parameters/x");
    }

    @Test
    void allIsSaidAtOnceInTheOrderOfThePointers() {
        var check =
                check(
                        """
                        {"type": "object", "required": ["b", "dataset"], "additionalProperties": false, "properties": {
                          "dataset": {"type": "string", "description": "Which rows."}, "b": {"type": "integer"},
                          "list": {"type": "array", "items": {"type": "object", "required": ["n"],
                            "properties": {"n": {"type": "integer"}, "s": {"type": "string"}}}}}}\
                        """);
        assertThat(
                        check.check(
                                json(
                                        "{\"list\":[{\"n\":1,\"s\":null},{\"n\":null}],\"datset\":1,\"x/y~\":2}"),
                                "/parameters"))
                .containsExactly(
                        new Violation("/parameters/b", "is required"),
                        new Violation("/parameters/dataset", "is required: Which rows."),
                        new Violation(
                                "/parameters/datset",
                                "is not known here; known: dataset, b, list (did you mean 'dataset'?)"),
                        new Violation("/parameters/list/1/n", "is required"),
                        new Violation(
                                "/parameters/x~1y~0",
                                "is not known here; known: dataset, b, list"));
    }

    @Test
    void conditionsSpeakOnlyThroughWhatTheyFound() {
        var check =
                check(
                        """
                        {"type": "object", "properties": {"kind": {"type": "string", "default": "a"}},
                         "allOf": [{"if": {"properties": {"kind": {"const": "a"}}, "required": ["kind"]},
                                    "then": {"required": ["n"], "properties": {"n": {"type": "integer"}}}}]}\
                        """);
        assertThat(check.check(json("{\"n\":\"1\"}"), ""))
                .containsExactly(new Violation("/n", "must be an integer, not a string"));
        assertThat(check.check(json("{}"), "")).containsExactly(new Violation("/n", "is required"));
        assertThat(check.check(json("{\"kind\":\"b\"}"), "")).isEmpty();
    }

    @Test
    void aNumberWithoutMeasureIsNeverWrittenOut() {
        assertThat(violations("{\"x\":{\"type\":\"string\"}}", "{\"x\":1e999999999}"))
                .extracting(Violation::pointer)
                .containsExactly("/parameters/x");
    }

    @Test
    void aDeepDocumentIsChecked() {
        String deep = "[".repeat(900) + "]".repeat(900);
        assertThat(violations("{\"x\":{\"type\":\"string\"}}", "{\"x\":" + deep + "}"))
                .containsExactly(new Violation("/parameters/x", "must be a string, not an array"));
    }

    @Test
    void defaultsFillWhatIsAbsentOrNullAtAnyDepth() {
        var check =
                check(
                        """
                        {"type": "object", "properties": {"a": {"default": 5}, "b": {"default": 6},
                          "list": {"type": "array", "items": {"type": "object", "properties": {"c": {"default": 7}}}}}}\
                        """);
        var given = json("{\"a\":null,\"b\":1,\"list\":[{}],\"free\":null}");
        assertThat(check.withDefaults(given))
                .isEqualTo(json("{\"a\":5,\"b\":1,\"list\":[{\"c\":7}],\"free\":null}"));
        assertThat(given).isEqualTo(json("{\"a\":null,\"b\":1,\"list\":[{}],\"free\":null}"));
    }

    private static List<Violation> violations(String properties, String value) {
        return check("{\"type\":\"object\",\"properties\":" + properties + "}")
                .check(json(value), "/parameters");
    }

    private static SchemaCheck check(String schema) {
        return new SchemaCheck((ObjectNode) json(schema));
    }
}
