package dev.longhaul.handler;

/** How much a line of a job's log matters to whoever looks at the job. */
public enum LogLevel {
    /** What the job is doing. */
    INFO("info"),
    /** Something is not as it should be, and the job goes on. */
    WARNING("warning"),
    /** Something went wrong. */
    ERROR("error");

    private final String wireName;

    LogLevel(String wireName) {
        this.wireName = wireName;
    }

    /** The word in JSON and in the database. */
    public String wireName() {
        return wireName;
    }
}
