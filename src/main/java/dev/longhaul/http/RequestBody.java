package dev.longhaul.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies as JSON and as nothing else: one value, no member twice, numbers to the last digit. What a lenient reader
 * would guess at, the caller should hear of.
 */
@Singleton
class RequestBody {

    private final ObjectMapper json =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    JsonNode read(byte[] content) throws MalformedJson {
        try {
            JsonNode value = json.readTree(content);
            if (value.isMissingNode()) {
                throw new MalformedJson("The body is empty; send a JSON object.");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new MalformedJson(place(e.getLocation()) + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new MalformedJson(
                    "The body cannot be read as UTF-8: "
                            + firstLine(String.valueOf(e.getMessage())));
        }
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null
                ? ""
                : "Line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
