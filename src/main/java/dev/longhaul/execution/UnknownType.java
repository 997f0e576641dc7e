package dev.longhaul.execution;

/** This worker has no handler for the type of a job. */
final class UnknownType extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownType(String type) {
        super("no handler for the job type '" + type + "'");
    }
}
