package bench;

import java.util.Locale;

/**
 * One line of the report.
 *
 * @param name what was measured
 * @param unit of both numbers
 * @param value the median over the rounds
 * @param ceiling what the machine gave without the service in the same minutes; NaN where nothing compares
 * @param ceilingName how that was found
 */
record Figure(String name, String unit, double value, double ceiling, String ceilingName) {

    static Figure of(String name, String unit, double value) {
        return new Figure(name, unit, value, Double.NaN, "");
    }

    String valueText() {
        return number(value) + " " + unit;
    }

    String ceilingText() {
        return Double.isNaN(ceiling) ? "" : number(ceiling) + " " + unit + " (" + ceilingName + ")";
    }

    String ratioText() {
        return Double.isNaN(ceiling) ? "" : number(value / ceiling);
    }

    static String number(double value) {
        return String.format(
                Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
