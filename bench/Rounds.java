package bench;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** The manner in which everything here is measured: first warm, then several times. */
final class Rounds {

    private static final int FEWEST_WARM_UPS = 3;
    private static final int MOST_WARM_UPS = 10;
    private static final double AGREEMENT = 0.05;

    private Rounds() {}

    /** Repeats until two rounds agree within 5 %, for the compilers to be done. */
    static void warmUp(String what, DoubleSupplier round) {
        double last = 0;
        for (int i = 1; i <= MOST_WARM_UPS; i++) {
            double now = round.getAsDouble();
            say("%s, warm-up %d: %s", what, i, Figure.number(now));
            if (i >= FEWEST_WARM_UPS && Math.abs(now - last) <= AGREEMENT * now) {
                return;
            }
            last = now;
        }
    }

    static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Progress goes to the error stream; the report alone is the output. */
    static void say(String format, Object... arguments) {
        System.err.println(format.formatted(arguments));
    }
}
