package dev.longhaul.jobtypes.export;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import dev.longhaul.source.Column;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * A column of a Parquet file. Each may hold nulls.
 *
 * @param type what its values are
 * @param values puts them in
 */
record ParquetColumn(PrimitiveType type, Values values) {

    /** How a value that is not null gets into the file. */
    interface Values {

        /**
         * Adds a value to a column.
         *
         * @param text the canonical text
         * @return false if the type has no place for it
         */
        boolean write(byte[] text, ColumnWriter to);
    }

    /** The definition level of a value in a column that may hold nulls. */
    private static final int THERE = 1;

    private static final int MOST_DIGITS_IN_64_BITS = 18;
    private static final int MOST_DIGITS = 38;
    private static final int DECIMAL_BYTES = 16;

    static ParquetColumn of(Column column) {
        return switch (column.kind()) {
            case INTEGER ->
                    of(
                            column,
                            PrimitiveTypeName.INT64,
                            null,
                            (text, to) -> {
                                to.write(Long.parseLong(ascii(text)), 0, THERE);
                                return true;
                            });
            case DECIMAL -> decimal(column);
            case DOUBLE ->
                    of(
                            column,
                            PrimitiveTypeName.DOUBLE,
                            null,
                            (text, to) -> {
                                to.write(Double.parseDouble(ascii(text)), 0, THERE);
                                return true;
                            });
            case BOOLEAN ->
                    of(
                            column,
                            PrimitiveTypeName.BOOLEAN,
                            null,
                            (text, to) -> {
                                to.write(text[0] == 't', 0, THERE);
                                return true;
                            });
            case DATE ->
                    of(
                            column,
                            PrimitiveTypeName.INT32,
                            dateType(),
                            (text, to) -> {
                                long day = Moments.epochDay(text);
                                if (day != Moments.NONE) {
                                    to.write((int) day, 0, THERE);
                                }
                                return day != Moments.NONE;
                            });
            case TIME ->
                    of(
                            column,
                            PrimitiveTypeName.INT64,
                            timeType(false, MICROS),
                            (text, to) -> micros(Moments.microsOfDay(text), to));
            case TIMESTAMP ->
                    of(
                            column,
                            PrimitiveTypeName.INT64,
                            timestampType(false, MICROS),
                            (text, to) -> micros(Moments.epochMicros(text), to));
            case TIMESTAMPTZ ->
                    of(
                            column,
                            PrimitiveTypeName.INT64,
                            timestampType(true, MICROS),
                            (text, to) -> micros(Moments.epochMicros(text), to));
            case TEXT -> text(column, stringType());
            case JSON -> text(column, jsonType());
            case BINARY ->
                    of(
                            column,
                            PrimitiveTypeName.BINARY,
                            null,
                            (text, to) -> bytes(Base64.getDecoder().decode(text), to));
        };
    }

    private static ParquetColumn of(
            Column column,
            PrimitiveTypeName stored,
            @Nullable LogicalTypeAnnotation meaning,
            Values values) {
        return new ParquetColumn(Types.optional(stored).as(meaning).named(column.name()), values);
    }

    private static ParquetColumn text(Column column, LogicalTypeAnnotation meaning) {
        return of(column, PrimitiveTypeName.BINARY, meaning, ParquetColumn::bytes);
    }

    /** Text, with all digits, where it is not known how many those are at most. */
    private static ParquetColumn decimal(Column column) {
        int precision = column.precision();
        int scale = column.scale();
        if (precision < 1 || precision > MOST_DIGITS || scale < 0 || scale > precision) {
            return text(column, stringType());
        }
        LogicalTypeAnnotation meaning = decimalType(scale, precision);
        if (precision <= MOST_DIGITS_IN_64_BITS) {
            return of(
                    column,
                    PrimitiveTypeName.INT64,
                    meaning,
                    (text, to) -> {
                        if (isNumber(text)) {
                            to.write(
                                    unscaled(text, scale).unscaledValue().longValueExact(),
                                    0,
                                    THERE);
                            return true;
                        }
                        return false;
                    });
        }
        var type =
                Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                        .length(DECIMAL_BYTES)
                        .as(meaning)
                        .named(column.name());
        return new ParquetColumn(
                type, (text, to) -> isNumber(text) && bytes(fixed(unscaled(text, scale)), to));
    }

    /** Letters mean NaN or Infinity. */
    private static boolean isNumber(byte[] text) {
        return text[text.length - 1] <= '9';
    }

    private static BigDecimal unscaled(byte[] text, int scale) {
        return new BigDecimal(ascii(text)).setScale(scale);
    }

    /** Two's complement, the highest byte first. */
    private static byte[] fixed(BigDecimal value) {
        byte[] digits = value.unscaledValue().toByteArray();
        byte[] all = new byte[DECIMAL_BYTES];
        Arrays.fill(all, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, all, DECIMAL_BYTES - digits.length, digits.length);
        return all;
    }

    private static boolean micros(long micros, ColumnWriter to) {
        if (micros != Moments.NONE) {
            to.write(micros, 0, THERE);
        }
        return micros != Moments.NONE;
    }

    private static boolean bytes(byte[] value, ColumnWriter to) {
        to.write(Binary.fromConstantByteArray(value), 0, THERE);
        return true;
    }

    private static String ascii(byte[] text) {
        return new String(text, US_ASCII);
    }
}
