package dev.longhaul.job;

/** How one attempt at a job ended. */
public enum AttemptOutcome {
    SUCCEEDED("succeeded"),
    FAILED("failed"),
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
}
