package dev.longhaul;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What this program logs in the JVM of the test while this is open. */
public final class LogLines extends Handler implements AutoCloseable {

    /**
     * One entry.
     *
     * @param withTrace whether a stack trace follows
     */
    public record Line(String text, boolean withTrace) {}

    private static final PatternFormatter WORDS = new PatternFormatter("%s");

    // The log manager forgets loggers that nobody holds.
    private final Logger logger = Logger.getLogger("dev.longhaul");
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    private LogLines() {}

    public static LogLines heard() {
        var lines = new LogLines();
        lines.logger.addHandler(lines);
        return lines;
    }

    /** Those that hold a word, such as the id of a job. */
    public List<Line> with(String word) {
        return lines.stream().filter(line -> line.text().contains(word)).toList();
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(new Line(WORDS.format(entry), entry.getThrown() != null));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
