package dev.longhaul.intake;

import dev.longhaul.ledger.Upload;

/** What became of a file that a caller brought. */
public sealed interface FileAcceptance {

    /** It is kept, or the same was before under the same idempotency key. */
    record Kept(Upload file) implements FileAcceptance {}

    /** The idempotency key was used before, for something else. */
    record KeyReused() implements FileAcceptance {}
}
