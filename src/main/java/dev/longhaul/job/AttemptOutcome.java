package dev.longhaul.job;

/** How one attempt at a job ended. */
public enum AttemptOutcome {
    SUCCEEDED("succeeded"),
    FAILED("failed"),
    CANCELED("canceled"),
    HANDED_BACK("handedBack"),
    LOST("lost");

    private final String wireName;

    AttemptOutcome(String wireName) {
        this.wireName = wireName;
    }

    /** The word in JSON and in the database. */
    public String wireName() {
        return wireName;
    }

    /**
     * The outcome with that word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static AttemptOutcome ofWireName(String word) {
        for (AttemptOutcome outcome : values()) {
            if (outcome.wireName.equals(word)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("no outcome of an attempt is called " + word);
    }
}
