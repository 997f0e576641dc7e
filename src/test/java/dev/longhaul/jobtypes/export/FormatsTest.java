package dev.longhaul.jobtypes.export;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FormatsTest {

    private static final String AWKWARD = "comma, \"quotes\"\r\nand lines\t\\ \u0001 😀";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Response export(String parameters) {
        String job = Jobs.submit("export", parameters);
        JsonPath end = Jobs.awaitEnd(job);
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("succeeded");
        return when().get(job + "/result");
    }

    private static String text(Response response) {
        return new String(response.asByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void jsonHoldsEveryValueAsItIs() throws Exception {
        Response result = export("{\"dataset\": \"awkward\"}");
        assertThat(result.contentType()).isEqualTo("application/json");
        JsonNode rows = JSON.readTree(result.asByteArray()).get("awkward");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).get("te\"xt").asText()).isEqualTo(AWKWARD);
        assertThat(rows.get(0).toString())
                .contains(
                        "\"exact\":0.1",
                        "\"approximate\":\"NaN\"",
                        "\"truth\":true",
                        "\"document\":{\"a\":[1,null]}")
                .contains(
                        "\"moment\":\"2026-11-20T15:30:00.123456Z\"",
                        "\"local\":\"2026-11-20T17:30:00\"")
                .contains("\"day\":\"2026-02-01\"", "\"bytes\":\"AP8=\"", "\"list\":\"{1,2}\"");
        assertThat(rows.get(1).get("te\"xt").isNull()).isTrue();
        assertThat(rows.get(1)).allMatch(value -> value.isNull() || value.isInt());
        assertThat(text(result))
                .contains(
                        "\"exact\":12345678901234567890.123456789",
                        "\"approximate\":1e+300",
                        "\"moment\":\"infinity\"")
                .contains("\"local\":\"0044-03-15T12:00:00 BC\"", "\"day\":\"10000-01-01\"");
    }

    @Test
    void ndjsonIsAnObjectOnEachLine() throws Exception {
        Response result = export("{\"dataset\": \"awkward\", \"format\": \"ndjson\"}");
        assertThat(result.contentType()).isEqualTo("application/x-ndjson");
        List<String> lines = text(result).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(JSON.readTree(lines.get(0)).get("te\"xt").asText()).isEqualTo(AWKWARD);
    }

    @Test
    void csvIsThatOfRfc4180() {
        Response result = export("{\"dataset\": \"awkward\", \"format\": \"csv\"}");
        assertThat(result.contentType())
                .isEqualToIgnoringWhitespace("text/csv; charset=utf-8; header=present");
        List<List<String>> records = Rfc4180.read(text(result));
        assertThat(records).hasSize(4);
        assertThat(records.get(0)).startsWith("id", "te\"xt", "exact");
        assertThat(records.get(1))
                .startsWith("1", AWKWARD, "0.10", "NaN", "true", "{\"a\": [1, null]}");
        assertThat(records.get(2)).startsWith("2", "", "");
        // NULL is nothing at all, the empty string a pair of quotes.
        assertThat(text(result)).contains("\r\n2,,,,,,,,,,\r\n", "\r\n3,\"\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "ndjson", "csv"})
    void noRowsMakeAProperFileToo(String format) {
        Response result =
                export(
                        "{\"dataset\": \"posts\", \"arguments\": {\"userId\": 50}, \"format\": \""
                                + format
                                + "\"}");
        assertThat(text(result))
                .isEqualTo(
                        switch (format) {
                            case "json" -> "{\"posts\":[\n]}\n";
                            case "ndjson" -> "";
                            default -> "body,timestamp\r\n";
                        });
    }

    @Test
    void argumentsAreBoundAndNeverBecomePartOfTheQuery() {
        Response result =
                export(
                        """
                        {"dataset": "numbers", "format": "csv",
                         "arguments": {"rows": 2, "label": "'); DROP TABLE posts; --"}}
                        """);
        assertThat(Rfc4180.read(text(result)).getLast())
                .containsExactly("2", "row 2", "'); DROP TABLE posts; --");
        assertThat(export("{\"dataset\": \"posts\", \"arguments\": {\"userId\": 7}}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anArgumentThatMayBeMissingIsNull() {
        assertThat(text(export("{\"dataset\": \"numbers\", \"arguments\": {\"rows\": 1}}")))
                .contains("\"label\":\"none\"");
    }

    @Test
    void argumentsOfEveryTypeArriveAsTheyWereSent() throws Exception {
        Response result =
                export(
                        """
                        {"dataset": "typed", "arguments": {"string": "a", "integer": 9007199254740993, "number": 0.1,
                         "boolean": true, "date": "2026-02-28", "timestamp": "2026-11-20T17:30:00+02:00",
                         "uuid": "01937c1e-0000-7000-8000-000000000000"}}
                        """);
        assertThat(JSON.readTree(result.asByteArray()).at("/rows/0").toString())
                .isEqualTo(
                        "{\"string\":\"a\",\"integer\":9007199254740993,\"number\":0.1,\"boolean\":true,"
                                + "\"date\":\"2026-02-28\",\"timestamp\":\"2026-11-20T15:30:00Z\","
                                + "\"uuid\":\"01937c1e-0000-7000-8000-000000000000\",\"choice\":\"green\",\"again\":\"a\"}");
    }

    @Test
    void everyRowOfALargerExportIsThere() {
        String job = Jobs.submit("export", "{\"dataset\": \"all-posts\", \"format\": \"csv\"}");
        JsonPath end = Jobs.awaitEnd(job);
        assertThat(end.getInt("result.rows")).isEqualTo(200_000);
        assertThat(Rfc4180.read(text(when().get(job + "/result")))).hasSize(200_001);
    }
}
