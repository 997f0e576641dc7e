package dev.longhaul.execution;

import dev.longhaul.ledger.ProgressReports;
import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import dev.longhaul.role.Started;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Twice a second, writes what is new of all running attempts: their progress in one statement and their log's lines in
 * another. Nothing new, nothing written.
 */
@Singleton
class ProgressWriter {

    private static final Logger LOG = Logger.getLogger(ProgressWriter.class);
    private static final long PERIOD_MILLIS = 500;

    private final ProgressReports reports;
    private final LogWriter lines;
    private final RunningAttempts running;
    private final Roles roles;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("progress").factory());

    ProgressWriter(ProgressReports reports, LogWriter lines, RunningAttempts running, Roles roles) {
        this.reports = reports;
        this.lines = lines;
        this.running = running;
        this.roles = roles;
    }

    void start(@Observes Started event) {
        if (roles.include(Role.WORKER)) {
            var _ =
                    thread.scheduleAtFixedRate(
                            this::write, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void close() {
        thread.shutdown();
    }

    private void write() {
        List<Attempt> attempts = List.copyOf(running.all());
        writeProgress(attempts);
        lines.write(attempts);
    }

    private void writeProgress(List<Attempt> attempts) {
        try {
            var news = new HashMap<Attempt, ProgressReports.Report>();
            attempts.forEach(
                    attempt -> attempt.news().ifPresent(report -> news.put(attempt, report)));
            if (!news.isEmpty()) {
                reports.write(List.copyOf(news.values()));
                news.forEach(Attempt::wrote);
            }
        } catch (SQLException e) {
            // It stays news, and the next report says all that this one would have said.
            LOG.debugf("Progress was not written: %s", e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("Progress was not written", e);
        }
    }
}
