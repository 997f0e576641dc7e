package dev.longhaul.execution;

import dev.longhaul.handler.LogLevel;
import dev.longhaul.ledger.Claim;
import dev.longhaul.ledger.JobLog;
import dev.longhaul.ledger.Leases;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * What one attempt has logged: a bounded number of lines, which stay here until the ledger has them. For any thread.
 */
final class AttemptLog {

    static final int MOST_LINES = 1000;
    static final int MOST_BYTES = 256 * 1024;
    static final int MOST_CHARACTERS = 4000;

    /** The last line of an attempt that logged more than is kept. */
    static final String REST =
            "The attempt logged more than is kept with a job; the rest is in the log of its worker only.";

    private final Leases.Hold hold;
    private final InstantSource clock;
    private final Logger process;
    private final Deque<JobLog.Line> unwritten = new ArrayDeque<>();
    private int lines;
    private int bytes;

    AttemptLog(Claim claim, InstantSource clock) {
        this.hold = new Leases.Hold(claim.job(), claim.attempt());
        this.clock = clock;
        this.process = Logger.getLogger("dev.longhaul.job." + claim.type());
    }

    void add(LogLevel level, String message) {
        String kept = cut(message);
        process.logf(processLevel(level), "Job %s: %s", hold.job(), kept);
        keep(level, kept);
    }

    private synchronized void keep(LogLevel level, String message) {
        if (lines > MOST_LINES) {
            return;
        }
        bytes += message.getBytes(StandardCharsets.UTF_8).length;
        if (lines == MOST_LINES || bytes > MOST_BYTES) {
            append(LogLevel.WARNING, REST);
            lines = MOST_LINES + 1;
        } else {
            append(level, message);
        }
    }

    private void append(LogLevel level, String message) {
        lines++;
        unwritten.add(new JobLog.Line(hold, lines, clock.instant(), level.wireName(), message));
    }

    /** What the ledger does not have, in order. */
    synchronized List<JobLog.Line> unwritten() {
        return List.copyOf(unwritten);
    }

    /** Says that the ledger has these. */
    synchronized void wrote(List<JobLog.Line> written) {
        int last = written.getLast().number();
        unwritten.removeIf(line -> line.number() <= last);
    }

    private static String cut(String message) {
        if (message.length() <= MOST_CHARACTERS) {
            return message;
        }
        boolean halves = Character.isHighSurrogate(message.charAt(MOST_CHARACTERS - 2));
        return message.substring(0, MOST_CHARACTERS - (halves ? 2 : 1)) + "…";
    }

    private static Logger.Level processLevel(LogLevel level) {
        return switch (level) {
            case INFO -> Logger.Level.INFO;
            case WARNING -> Logger.Level.WARN;
            case ERROR -> Logger.Level.ERROR;
        };
    }
}
