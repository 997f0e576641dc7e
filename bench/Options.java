package bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to measure, and how much of it.
 *
 * @param phases all, where the command line names none
 * @param slots of the worker
 * @param jobs in one backlog
 * @param history finished jobs in the tables for the second half
 * @param rows of the table that is exported
 * @param rounds of which the median counts
 * @param javaOptions for the web and the worker process
 * @param profile the folder for flight recordings of both and for the database's statement statistics, if wanted
 */
record Options(
        Set<Phase> phases,
        int slots,
        int jobs,
        int history,
        int rows,
        int rounds,
        List<String> javaOptions,
        Optional<Path> profile) {

    private static final String FLAGS =
            "--slots, --jobs, --history, --rows, --rounds, --java-options and --profile";

    static Options of(String... arguments) {
        var phases = new ArrayList<Phase>();
        var flags = new HashMap<String, String>();
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                String[] flag = argument.substring(2).split("=", 2);
                flags.put(flag[0], flag.length == 2 ? flag[1] : "");
            } else {
                phases.add(Phase.of(argument));
            }
        }
        var options =
                new Options(
                        chosen(phases),
                        number(flags, "slots", 256),
                        number(flags, "jobs", 100_000),
                        number(flags, "history", 2_000_000),
                        number(flags, "rows", 2_000_000),
                        number(flags, "rounds", 3),
                        words(flags.remove("java-options")),
                        Optional.ofNullable(flags.remove("profile")).map(Path::of));
        if (!flags.isEmpty()) {
            throw new BenchFailure(
                    "There is no flag --"
                            + flags.keySet().iterator().next()
                            + "; there are "
                            + FLAGS
                            + ".");
        }
        return options;
    }

    boolean include(Phase phase) {
        return phases.contains(phase);
    }

    private static Set<Phase> chosen(List<Phase> named) {
        Set<Phase> phases = named.isEmpty() ? EnumSet.allOf(Phase.class) : EnumSet.copyOf(named);
        if (phases.equals(EnumSet.of(Phase.HISTORY))) {
            return EnumSet.complementOf(EnumSet.of(Phase.EXPORT));
        }
        return phases;
    }

    private static int number(Map<String, String> flags, String name, int otherwise) {
        String given = flags.remove(name);
        if (given == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(given.replace("_", ""));
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, as zero is.
        }
        throw new BenchFailure("--" + name + " is '" + given + "'; give a whole number from 1 on.");
    }

    private static List<String> words(String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
