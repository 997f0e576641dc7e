package dev.longhaul;

import java.util.List;

/** What the process is started for, as its arguments say. */
enum Command {
    /** No argument: plays the roles that are set, until it is asked to end. */
    SERVE,
    /** Brings the schema of the database up to date and ends, before processes of a new version are started. */
    MIGRATE;

    /**
     * @throws Bootstrap.StartFailure if there is no such command
     */
    static Command of(String... arguments) {
        if (arguments.length == 0) {
            return SERVE;
        }
        if (List.of(arguments).equals(List.of(Migration.COMMAND))) {
            return MIGRATE;
        }
        throw new Bootstrap.StartFailure(
                "'"
                        + String.join(" ", arguments)
                        + "' is no command. Give no argument to serve, or "
                        + Migration.COMMAND
                        + " to bring the schema of the database up to date. Everything else is set by the environment.");
    }
}
