package dev.longhaul.jobtypes.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis of numbers that begins and ends at round ones.
 *
 * @param marks from the least to the greatest, a round step apart: 1, 2 or 5 times a power of ten
 */
record Scale(List<BigDecimal> marks) {

    private static final int[] STEPS = {1, 2, 5, 10};

    /**
     * One that shows zero, so that twice the height is twice the value.
     *
     * @param about how many steps there shall be
     * @param whole whether there is nothing between whole numbers
     */
    static Scale of(double least, double greatest, int about, boolean whole) {
        double low = Math.min(0, least);
        double high = Math.max(0, greatest);
        double rough = (high > low ? high - low : 1) / about;
        BigDecimal step = step(rough);
        if (whole && step.compareTo(BigDecimal.ONE) < 0) {
            step = BigDecimal.ONE;
        }
        var marks = new ArrayList<BigDecimal>();
        long from = (long) Math.floor(low / step.doubleValue());
        long to = Math.max(from + 1, (long) Math.ceil(high / step.doubleValue()));
        for (long i = from; i <= to; i++) {
            marks.add(step.multiply(BigDecimal.valueOf(i)));
        }
        return new Scale(marks);
    }

    private static BigDecimal step(double rough) {
        int power = (int) Math.floor(Math.log10(rough));
        BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(power);
        for (int factor : STEPS) {
            BigDecimal step = unit.multiply(BigDecimal.valueOf(factor));
            if (step.doubleValue() >= rough * 0.999) {
                return step;
            }
        }
        return unit.multiply(BigDecimal.TEN);
    }

    /** Where a value is, from 0 at the least mark to 1 at the greatest. */
    double at(double value) {
        double least = marks.getFirst().doubleValue();
        return (value - least) / (marks.getLast().doubleValue() - least);
    }
}
