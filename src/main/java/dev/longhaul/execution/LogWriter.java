package dev.longhaul.execution;

import dev.longhaul.ledger.JobLog;
import dev.longhaul.ledger.LedgerUnavailable;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Writes the lines that attempts have logged. Where that fails they stay for the next time; no attempt fails for it. */
@Singleton
class LogWriter {

    private static final Logger LOG = Logger.getLogger(LogWriter.class);

    private final JobLog ledger;

    LogWriter(JobLog ledger) {
        this.ledger = ledger;
    }

    /** Returns when all lines that these attempts have logged before are written, or could not be. */
    void write(Collection<Attempt> attempts) {
        try {
            Map<AttemptLog, List<JobLog.Line>> unwritten = new HashMap<>();
            for (Attempt attempt : attempts) {
                List<JobLog.Line> lines = attempt.log().unwritten();
                if (!lines.isEmpty()) {
                    unwritten.put(attempt.log(), lines);
                }
            }
            if (!unwritten.isEmpty()) {
                ledger.append(unwritten.values().stream().flatMap(List::stream).toList());
                unwritten.forEach(AttemptLog::wrote);
            }
        } catch (LedgerUnavailable e) {
            LOG.debugf("Lines of jobs' logs were not written: %s", e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("Lines of jobs' logs were not written", e);
        }
    }
}
