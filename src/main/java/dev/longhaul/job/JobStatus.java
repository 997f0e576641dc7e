package dev.longhaul.job;

/**
 * The five states of a job, as callers see them and as the ledger stores them.
 *
 * <p>There is never a sixth: generic pollers of long-running operations read a word that they do not know as
 * "finished". Everything finer is told by the job's stage.
 */
public enum JobStatus {
    NOT_STARTED("notStarted", false),
    RUNNING("running", false),
    SUCCEEDED("succeeded", true),
    FAILED("failed", true),
    CANCELED("canceled", true);

    private final String wireName;
    private final boolean finished;

    JobStatus(String wireName, boolean finished) {
        this.wireName = wireName;
        this.finished = finished;
    }

    /** The word in JSON and in the database. */
    public String wireName() {
        return wireName;
    }

    /** Whether nothing more happens to the job by itself. */
    public boolean isFinished() {
        return finished;
    }

    /**
     * The status with that word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static JobStatus ofWireName(String word) {
        for (JobStatus status : values()) {
            if (status.wireName.equals(word)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no job status is called " + word);
    }
}
