package dev.longhaul.jobtypes.report;

import java.util.Locale;

/** What colours are for. Each format has its own for them. */
enum Ink {
    TEXT(0x1d2126),
    MUTED(0x66707a),
    RULE(0xe2e5e9),
    FIRST(0x1f5f9e),
    SECOND(0xa3b1bf),
    THIRD(0xc0722f),
    FOURTH(0x5f8f5a),
    UP(0x2b7a4b),
    DOWN(0xb3402f);

    private final int paper;

    Ink(int paper) {
        this.paper = paper;
    }

    /** On white paper, as {@code 0xRRGGBB}. */
    int paper() {
        return paper;
    }

    /** In style sheets. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** That of a series of a chart, from 0. */
    static Ink ofSeries(int series) {
        return switch (series % 4) {
            case 0 -> FIRST;
            case 1 -> SECOND;
            case 2 -> THIRD;
            default -> FOURTH;
        };
    }
}
