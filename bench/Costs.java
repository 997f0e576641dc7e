package bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Processor time of each process for one operation. Hardly depends on what else the machine does, so it tells two
 * versions apart where rates are too noisy.
 */
final class Costs {

    private static final List<String> PROCESSES = List.of("web", "worker", "database", "broker");

    private final Map<String, Map<String, double[]>> rounds = new LinkedHashMap<>();

    /** Takes note of a round. */
    void add(String what, CpuUse.Used used, double operations) {
        Map<String, double[]> row = rounds.computeIfAbsent(what, _ -> new LinkedHashMap<>());
        used.seconds()
                .forEach((process, seconds) ->
                        row.merge(
                                process, new double[] {1e6 * seconds / operations}, Costs::append));
    }

    private static double[] append(double[] before, double[] one) {
        double[] all = Arrays.copyOf(before, before.length + 1);
        all[before.length] = one[0];
        return all;
    }

    /** A Markdown table of the medians. */
    String table() {
        var table =
                new StringBuilder(
                        """
                        | processor time for one, in microseconds | %s |
                        | --- |%s
                        """
                                .formatted(
                                        String.join(" | ", PROCESSES),
                                        " ---: |".repeat(PROCESSES.size())));
        rounds.forEach((what, row) -> {
            table.append("| ").append(what).append(" |");
            for (String process : PROCESSES) {
                double[] micros = row.getOrDefault(process, new double[] {0});
                table.append(' ').append(Figure.number(Rounds.median(micros))).append(" |");
            }
            table.append('\n');
        });
        return table.toString();
    }
}
