package dev.longhaul.intake;

import dev.longhaul.handler.Violation;
import dev.longhaul.ledger.NewJob;
import java.util.List;

/** What became of a request to make a job without inserting it. */
public sealed interface Draft {

    /** It can be inserted. */
    record Ready(NewJob job) implements Draft {}

    /**
     * The request is wrong.
     *
     * @param violations all of them, never none
     */
    record Refused(List<Violation> violations) implements Draft {}
}
