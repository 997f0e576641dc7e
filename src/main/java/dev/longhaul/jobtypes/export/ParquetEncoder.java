package dev.longhaul.jobtypes.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.source.Column;
import dev.longhaul.source.Rows;
import dev.longhaul.source.SourceFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.column.ColumnWriter;
import org.jspecify.annotations.Nullable;

/**
 * Parquet: columns of types. As many rows as make some megabytes are in memory at a time, as a row group. A value for which
 * its column has no place, such as the timestamp {@code infinity}, fails the export.
 */
final class ParquetEncoder implements Encoder {

    /** Bytes of canonical text in a row group; in memory they are about as many, and in the file a third. */
    private static final long ROW_GROUP_BYTES = 16 << 20;

    /** What other programs take for a good size. */
    private static final int ROW_GROUP_ROWS = 1 << 20;

    private final OutputStream out;
    private List<Column> columns = List.of();
    private List<ParquetColumn> types = List.of();
    private @Nullable ParquetFile file;
    private @Nullable ParquetRowGroup group;
    private long bytes;
    private long rows;

    ParquetEncoder(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> columns) throws IOException, PermanentFailure {
        requireDistinct(columns.stream().map(Column::name).toList());
        this.columns = columns;
        this.types = columns.stream().map(ParquetColumn::of).toList();
        this.file = new ParquetFile(out, types.stream().map(ParquetColumn::type).toList());
    }

    private static void requireDistinct(List<String> names) throws PermanentFailure {
        if (names.isEmpty()) {
            throw new PermanentFailure(
                    Failure.of(
                            "columns-missing",
                            422,
                            "The dataset has no columns, and Parquet needs one. Ask for another format."));
        }
        for (String name : names) {
            if (Collections.frequency(names, name) > 1) {
                throw new PermanentFailure(
                        Failure.of(
                                "columns-alike",
                                422,
                                "The dataset has several columns '"
                                        + name
                                        + "', which Parquet cannot tell apart. Ask for another format, or have them renamed with AS in the dataset."));
            }
        }
    }

    @Override
    public void row(Rows source) throws IOException, SourceFailure, PermanentFailure {
        ParquetRowGroup current = group == null ? begun().rowGroup() : group;
        group = current;
        rows++;
        for (int i = 0; i < types.size(); i++) {
            byte[] value = source.value(i);
            ColumnWriter column = current.column(i);
            if (value == null) {
                column.writeNull(0, 0);
            } else if (types.get(i).values().write(value, column)) {
                bytes += value.length;
            } else {
                throw unfit(columns.get(i), value);
            }
        }
        current.endRow();
        if (bytes >= ROW_GROUP_BYTES || current.rows() >= ROW_GROUP_ROWS) {
            endGroup();
        }
    }

    private ParquetFile begun() {
        if (file == null) {
            throw new IllegalStateException("begin comes before this");
        }
        return file;
    }

    private PermanentFailure unfit(Column column, byte[] value) {
        return new PermanentFailure(
                Failure.of(
                        "value-unfit",
                        422,
                        "The column '%s' of row %d is '%s', for which a Parquet column of type %s has no place. Ask for another format, or have the column cast to text in the dataset."
                                .formatted(
                                        column.name(),
                                        rows,
                                        new String(value, UTF_8),
                                        Manifest.word(column.kind()))));
    }

    private void endGroup() throws IOException {
        if (group != null) {
            begun().add(group);
        }
        group = null;
        bytes = 0;
    }

    @Override
    public void end() throws IOException {
        endGroup();
        begun().end();
    }
}
