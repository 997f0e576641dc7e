package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a caller asks for, read but not yet checked against its job type.
 *
 * @param parameters a JSON object, empty where the caller sent none
 * @param labels a JSON object of strings
 * @param runAt not before
 */
record Submission(
        String type,
        JsonNode parameters,
        Optional<String> description,
        Optional<JsonNode> labels,
        OptionalInt maxAttempts,
        Optional<Instant> runAt) {}
