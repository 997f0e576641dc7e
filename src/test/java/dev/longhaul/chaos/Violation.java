package dev.longhaul.chaos;

/**
 * Something that must not be.
 *
 * @param subject the job, or the file, that it is about
 * @param words what is wrong, in a sentence
 */
record Violation(Kind kind, String subject, String words) {

    /** What was promised and not kept. */
    enum Kind {
        /** A job that was answered with 202 is not in the ledger. */
        LOST,
        /** A job has no end. */
        NEVER_ENDED,
        /** A job ended as something else than succeeded, although nothing was wrong with it. */
        NOT_SUCCEEDED,
        /** A job ended, or got a result, more than once. */
        ENDED_TWICE,
        /** The attempts do not tell what happened. */
        ATTEMPTS,
        /** A caller does not get what the job was to make. */
        RESULT,
        /** A file that is left over. */
        STALE_FILE,
        /** What the event had to lead to did not come about. */
        UNEXPECTED
    }

    @Override
    public String toString() {
        return kind + " " + subject + ": " + words;
    }
}
