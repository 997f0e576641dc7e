package dev.longhaul.jobtypes.report;

import dev.longhaul.jobtypes.report.Section.Shown;
import dev.longhaul.source.Column;
import dev.longhaul.source.ReportColumn.Format;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How numbers, days and times are written for the readers of one language. Times with a zone are written in UTC. */
final class Wording {

    /** Where there is no value. */
    static final String NOTHING = "–";

    private static final int MOST_DECIMALS = 2;
    private static final int PERCENT_DECIMALS = 1;

    private final Locale locale;
    private final DateTimeFormatter day;
    private final DateTimeFormatter shortDay;
    private final DateTimeFormatter time;

    private Wording(Locale locale) {
        this.locale = locale;
        this.day = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
        this.shortDay = DateTimeFormatter.ofLocalizedPattern("MMMd").withLocale(locale);
        this.time =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale);
    }

    /**
     * @param tag as BCP 47 has it
     */
    static Wording of(String tag) {
        return new Wording(Locale.forLanguageTag(tag));
    }

    /** A value of a column. */
    String value(Shown shown, @Nullable String text) {
        if (text == null) {
            return NOTHING;
        }
        BigDecimal number = Section.number(text);
        return switch (shown.format()) {
            case TEXT -> text;
            case NUMBER -> number == null ? text : number(number, shown);
            case PERCENT -> number == null ? text : percent(number, decimals(shown));
            case CHANGE -> number == null ? text : change(number, decimals(shown));
            case DATE, DATETIME -> moment(shown, text);
        };
    }

    private static int decimals(Shown shown) {
        return shown.column().decimals().orElse(PERCENT_DECIMALS);
    }

    private String number(BigDecimal number, Shown shown) {
        int fewest = shown.column().decimals().orElse(0);
        int most =
                shown.column()
                        .decimals()
                        .orElse(shown.kind() == Column.Kind.INTEGER ? 0 : MOST_DECIMALS);
        return format(NumberFormat.getNumberInstance(locale), number, fewest, most);
    }

    String number(BigDecimal number, int decimals) {
        return format(NumberFormat.getNumberInstance(locale), number, decimals, decimals);
    }

    String percent(BigDecimal ratio, int decimals) {
        return format(NumberFormat.getPercentInstance(locale), ratio, decimals, decimals);
    }

    /** Growth: +12.5 % or −3.0 %. */
    String change(BigDecimal ratio, int decimals) {
        BigDecimal rounded = ratio.setScale(decimals + 2, RoundingMode.HALF_UP);
        String sign = rounded.signum() > 0 ? "+" : rounded.signum() < 0 ? "−" : "";
        return sign + percent(rounded.abs(), decimals);
    }

    private static String format(NumberFormat format, BigDecimal number, int fewest, int most) {
        format.setMinimumFractionDigits(fewest);
        format.setMaximumFractionDigits(most);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(number);
    }

    private String moment(Shown shown, String text) {
        try {
            return switch (shown.kind()) {
                case DATE -> day.format(LocalDate.parse(text));
                case TIMESTAMP, TIMESTAMPTZ -> {
                    LocalDateTime moment = moment(text);
                    yield shown.format() == Format.DATE
                            ? day.format(moment)
                            : time.format(moment)
                                    + (shown.kind() == Column.Kind.TIMESTAMPTZ ? " UTC" : "");
                }
                default -> text;
            };
        } catch (DateTimeException e) {
            return text;
        }
    }

    /**
     * @param text canonical
     * @throws DateTimeException for infinity and years beyond four digits
     */
    static LocalDateTime moment(String text) {
        return text.endsWith("Z")
                ? OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : LocalDateTime.parse(text);
    }

    /** A day for an axis, without its year. */
    String shortDay(LocalDate date) {
        return shortDay.format(date);
    }

    /** A mark on an axis. */
    String mark(Shown shown, BigDecimal value) {
        return switch (shown.format()) {
            case PERCENT -> percent(value, Math.max(0, value.scale() - 2));
            case CHANGE -> change(value, Math.max(0, value.scale() - 2));
            case NUMBER, TEXT, DATE, DATETIME -> number(value, Math.max(0, value.scale()));
        };
    }
}
