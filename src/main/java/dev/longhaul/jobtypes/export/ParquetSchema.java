package dev.longhaul.jobtypes.export;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Says in the words of a file's footer (parquet.thrift) what the encodings' library has in classes of its own. */
final class ParquetSchema {

    /** Longer ones would make the footer large, and help readers little. */
    private static final int LONGEST_BOUND = 64;

    private ParquetSchema() {}

    /** The root and the columns. */
    static List<SchemaElement> elements(List<PrimitiveType> columns) {
        var elements = new ArrayList<SchemaElement>();
        elements.add(new SchemaElement("rows").setNum_children(columns.size()));
        columns.forEach(column -> elements.add(element(column)));
        return elements;
    }

    private static SchemaElement element(PrimitiveType column) {
        var element =
                new SchemaElement(column.getName())
                        .setType(stored(column))
                        .setRepetition_type(FieldRepetitionType.OPTIONAL);
        if (element.getType() == Type.FIXED_LEN_BYTE_ARRAY) {
            element.setType_length(column.getTypeLength());
        }
        LogicalTypeAnnotation meaning = column.getLogicalTypeAnnotation();
        if (meaning != null) {
            describe(element, meaning);
        }
        return element;
    }

    /** Twice: older readers know only the converted type. */
    private static void describe(SchemaElement element, LogicalTypeAnnotation meaning) {
        switch (meaning) {
            case StringLogicalTypeAnnotation _ ->
                    element.setLogicalType(LogicalType.STRING(new StringType()))
                            .setConverted_type(ConvertedType.UTF8);
            case JsonLogicalTypeAnnotation _ ->
                    element.setLogicalType(LogicalType.JSON(new JsonType()))
                            .setConverted_type(ConvertedType.JSON);
            case DateLogicalTypeAnnotation _ ->
                    element.setLogicalType(LogicalType.DATE(new DateType()))
                            .setConverted_type(ConvertedType.DATE);
            // The converted types of times mean UTC, which these are not.
            case TimeLogicalTypeAnnotation _ ->
                    element.setLogicalType(LogicalType.TIME(new TimeType(false, micros())));
            case TimestampLogicalTypeAnnotation timestamp -> {
                boolean utc = timestamp.isAdjustedToUTC();
                element.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(utc, micros())));
                if (utc) {
                    element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
                }
            }
            case DecimalLogicalTypeAnnotation decimal ->
                    element.setLogicalType(
                                    LogicalType.DECIMAL(
                                            new DecimalType(
                                                    decimal.getScale(), decimal.getPrecision())))
                            .setConverted_type(ConvertedType.DECIMAL)
                            .setScale(decimal.getScale())
                            .setPrecision(decimal.getPrecision());
            default -> throw new IllegalArgumentException("no column is of " + meaning);
        }
    }

    private static TimeUnit micros() {
        return TimeUnit.MICROS(new MicroSeconds());
    }

    /** How the values of a column are stored. */
    static Type stored(PrimitiveType column) {
        return switch (column.getPrimitiveTypeName()) {
            case BOOLEAN -> Type.BOOLEAN;
            case INT32 -> Type.INT32;
            case INT64 -> Type.INT64;
            case INT96 -> Type.INT96;
            case FLOAT -> Type.FLOAT;
            case DOUBLE -> Type.DOUBLE;
            case BINARY -> Type.BYTE_ARRAY;
            case FIXED_LEN_BYTE_ARRAY -> Type.FIXED_LEN_BYTE_ARRAY;
        };
    }

    /** How many nulls there are, and between what the values lie; not for floating-point numbers, where that is a trap. */
    static Statistics statistics(org.apache.parquet.column.statistics.Statistics<?> known) {
        var statistics = new Statistics().setNull_count(known.getNumNulls());
        boolean ordered =
                known.type().getPrimitiveTypeName() != PrimitiveType.PrimitiveTypeName.DOUBLE;
        if (ordered && known.hasNonNullValue()) {
            byte[] least = known.getMinBytes();
            byte[] greatest = known.getMaxBytes();
            if (least.length <= LONGEST_BOUND && greatest.length <= LONGEST_BOUND) {
                statistics.setMin_value(least).setMax_value(greatest);
            }
        }
        return statistics;
    }
}
