package dev.longhaul.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.longhaul.handler.JsonFlaw;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads bodies as JSON and as nothing else: one value, no member twice, numbers to the last digit. What a lenient reader
 * would guess at, the caller should hear of.
 */
@Singleton
class JobBody {

    private final ObjectMapper json =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private static final long MOST_DISCARDED = 64L << 20;

    private final int limit;

    JobBody(HttpSettings settings) {
        this.limit = settings.maxJobSize().asBigInteger().intValueExact();
    }

    /**
     * Reads no more than is allowed, whatever the caller says that it sends.
     *
     * @throws MalformedJson if it is not JSON
     * @throws BodyTooLarge if there is more
     */
    JsonNode read(InputStream body) throws MalformedJson, BodyTooLarge, IOException {
        byte[] content = body.readNBytes(limit + 1);
        if (content.length > limit) {
            // Who is still sending does not listen: take some more before the answer.
            body.skip(MOST_DISCARDED);
            throw new BodyTooLarge(limit);
        }
        return parse(content);
    }

    private JsonNode parse(byte[] content) throws MalformedJson {
        try {
            JsonNode value = json.readTree(content);
            if (value.isMissingNode()) {
                throw new MalformedJson("The body is empty; send a JSON object.");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new MalformedJson("In " + JsonFlaw.of(e) + ".");
        } catch (IOException e) {
            throw new MalformedJson("The body cannot be read as UTF-8.");
        }
    }
}
