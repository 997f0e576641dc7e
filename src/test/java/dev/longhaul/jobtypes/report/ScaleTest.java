package dev.longhaul.jobtypes.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {

    private static List<String> marks(double least, double greatest, boolean whole) {
        return Scale.of(least, greatest, 5, whole).marks().stream()
                .map(BigDecimal::toPlainString)
                .toList();
    }

    @Test
    void marksAreRoundAndZeroIsAmongThem() {
        assertThat(marks(31, 82, true)).containsExactly("0", "20", "40", "60", "80", "100");
        assertThat(marks(-3, 9, true)).containsExactly("-5", "0", "5", "10");
        assertThat(marks(0.01, 0.09, false))
                .containsExactly("0.00", "0.02", "0.04", "0.06", "0.08", "0.10");
    }

    @Test
    void whatIsCountedHasNoFractions() {
        assertThat(marks(0, 2, true)).containsExactly("0", "1", "2");
        assertThat(marks(0, 0, true)).containsExactly("0", "1");
    }
}
