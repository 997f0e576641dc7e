package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who used the processors over a stretch of time, in seconds of one processor. On a shared machine, what others used
 * says how far a round can be trusted.
 */
final class CpuUse {

    private static final double TICKS_PER_SECOND = 100;

    private final Map<String, ProcessHandle> processes;
    private final Map<String, Double> before;
    private final long startNanos = System.nanoTime();

    private CpuUse(Map<String, ProcessHandle> processes) {
        this.processes = processes;
        this.before = read();
    }

    static CpuUse since(Map<String, ProcessHandle> processes) {
        return new CpuUse(processes);
    }

    /** Percent of one processor by name, and last what all other processes of the machine used. */
    Map<String, Long> percent() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        var percent = new LinkedHashMap<String, Long>();
        read().forEach((name, used) ->
                percent.put(name, Math.round(100 * (used - before.get(name)) / seconds)));
        return percent;
    }

    private Map<String, Double> read() {
        var used = new LinkedHashMap<String, Double>();
        processes.forEach((name, process) -> used.put(name, ofTree(process)));
        double known = used.values().stream().mapToDouble(Double::doubleValue).sum();
        used.put("others", machine() - known);
        return used;
    }

    private static double ofTree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), descendants(root)).mapToLong(CpuUse::ticks).sum()
                / TICKS_PER_SECOND;
    }

    /** Also of its children that have ended, such as the backend of a closed connection. */
    private static long ticks(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            // The name stands in parentheses and may hold blanks; 12 fields on, user, system and
            // those of the children.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Stream.of(fields).skip(11).limit(4).mapToLong(Long::parseLong).sum();
        } catch (IOException e) {
            // It has ended.
            return 0;
        }
    }

    /** Our own children are measured under their own names. */
    private static Stream<ProcessHandle> descendants(ProcessHandle root) {
        return root.equals(ProcessHandle.current()) ? Stream.of() : root.descendants();
    }

    private static double machine() {
        try {
            String[] ticks = Files.readAllLines(Path.of("/proc/stat")).getFirst().split("\\s+");
            long busy = 0;
            // user, nice, system, then idle and waiting which are left out, irq, softirq, steal
            for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
                busy += Long.parseLong(ticks[field]);
            }
            return busy / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new BenchFailure("/proc/stat cannot be read: " + e.getMessage(), e);
        }
    }

    static String words(Map<String, Long> percent) {
        var words = new StringBuilder();
        percent.forEach((name, share) ->
                words.append(words.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(' ')
                        .append(share)
                        .append('%'));
        return words.toString();
    }
}
