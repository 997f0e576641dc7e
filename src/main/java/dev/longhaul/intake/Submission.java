package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.ledger.NewNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a caller asks for, read but not yet checked against its job type.
 *
 * @param parameters a JSON object, empty where the caller sent none
 * @param labels a JSON object of strings
 * @param priority 0 to 9
 * @param timeout of one attempt
 * @param retention once the job has finished
 * @param runAt not before
 * @param notices what is to be told at the end
 */
record Submission(
        String type,
        JsonNode parameters,
        Optional<String> description,
        Optional<JsonNode> labels,
        Optional<String> queue,
        OptionalInt priority,
        OptionalInt maxAttempts,
        Optional<Duration> timeout,
        Optional<Duration> retention,
        Optional<Instant> runAt,
        Optional<String> uniqueKey,
        List<NewNotice> notices) {}
