package dev.longhaul.jobtypes.export;

/** How cells look. The order is that of the list in the workbook's styles, which cells refer to by number. */
enum XlsxStyle {
    PLAIN(0, ""),
    HEADER(1, ""),
    // Some programs show truth as a number otherwise.
    TRUTH(2, "&quot;TRUE&quot;;&quot;TRUE&quot;;&quot;FALSE&quot;"),
    DATE(3, "yyyy\\-mm\\-dd"),
    TIMESTAMP(4, "yyyy\\-mm\\-dd\\ hh:mm:ss"),
    TIMESTAMP_MILLIS(5, "yyyy\\-mm\\-dd\\ hh:mm:ss.000"),
    TIME(6, "hh:mm:ss"),
    TIME_MILLIS(7, "hh:mm:ss.000");

    /** Decimals of a number that are shown also where they are zeros; with more, Excel has no digits before the point. */
    static final int MOST_DECIMALS = 14;

    /** Below this number formats are Excel's own. */
    private static final int FIRST_FORMAT = 164;

    private final int number;
    private final String format;

    XlsxStyle(int number, String format) {
        this.number = number;
        this.format = format;
    }

    /** The number by which cells refer to it. */
    int number() {
        return number;
    }

    /** The style of a number with so many decimals, by its number. */
    static int decimals(int scale) {
        return scale > 0 && scale <= MOST_DECIMALS ? TIME_MILLIS.number() + scale : PLAIN.number();
    }

    /** The part of the workbook that holds all styles. */
    static String xml(String namespace) {
        var formats = new StringBuilder();
        var cells = new StringBuilder();
        int count = values().length + MOST_DECIMALS;
        for (int i = 0; i < count; i++) {
            String format = format(i);
            if (!format.isEmpty()) {
                formats.append(
                        "<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>"
                                .formatted(FIRST_FORMAT + i, format));
            }
            cells.append(cell(format.isEmpty() ? 0 : FIRST_FORMAT + i, i == HEADER.number()));
        }
        return """
        <styleSheet xmlns="%s"><numFmts count="%d">%s</numFmts>\
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
        <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
        <fills count="2"><fill><patternFill patternType="none"/></fill>\
        <fill><patternFill patternType="gray125"/></fill></fills>\
        <borders count="1"><border/></borders>\
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
        <cellXfs count="%d">%s</cellXfs></styleSheet>\
        """
                .formatted(namespace, count - 2, formats, count, cells);
    }

    private static String format(int style) {
        return style < values().length
                ? values()[style].format
                : "0." + "0".repeat(style + 1 - values().length);
    }

    private static String cell(int format, boolean bold) {
        return "<xf numFmtId=\"%d\" fontId=\"%d\" fillId=\"0\" borderId=\"0\" xfId=\"0\" %s=\"1\"/>"
                .formatted(format, bold ? 1 : 0, bold ? "applyFont" : "applyNumberFormat");
    }
}
