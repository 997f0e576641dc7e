package dev.longhaul.ledger;

/**
 * The value of the header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header) and what it was sent with.
 *
 * @param fingerprint of the request: the same key with another request is an error
 */
public record IdempotencyKey(String value, String fingerprint) {}
