package dev.longhaul.jobtypes.export;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.schema.MessageType;

/**
 * The rows that are in memory, column by column, encoded as far as there are pages full of them.
 */
// The library finds its packers of bits by name, and reads a field of theirs.
@RegisterForReflection(
        classNames = {
            "org.apache.parquet.column.values.bitpacking.ByteBitPackingBE",
            "org.apache.parquet.column.values.bitpacking.ByteBitPackingLE",
            "org.apache.parquet.column.values.bitpacking.ByteBitPackingForLongBE",
            "org.apache.parquet.column.values.bitpacking.ByteBitPackingForLongLE",
            "org.apache.parquet.column.values.bitpacking.LemireBitPackingBE",
            "org.apache.parquet.column.values.bitpacking.LemireBitPackingLE"
        })
final class ParquetRowGroup {

    // Pages of the first kind, which everything reads.
    private static final ParquetProperties PROPERTIES =
            ParquetProperties.builder()
                    .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                    // A hundred large values would be more than a page.
                    .withMinRowCountForPageSizeCheck(10)
                    .withSizeStatisticsEnabled(false)
                    .build();

    private final List<ParquetChunk> chunks;
    private final ColumnWriteStore store;
    private final ColumnWriter[] columns;
    private int rows;

    ParquetRowGroup(MessageType schema) {
        List<ColumnDescriptor> descriptors = schema.getColumns();
        this.chunks = descriptors.stream().map(ParquetChunk::new).toList();
        this.store =
                new ColumnWriteStoreV1(
                        schema,
                        new PageWriteStore() {
                            @Override
                            public PageWriter getPageWriter(ColumnDescriptor column) {
                                return chunks.get(descriptors.indexOf(column));
                            }
                        },
                        PROPERTIES);
        this.columns =
                descriptors.stream().map(store::getColumnWriter).toArray(ColumnWriter[]::new);
    }

    /** Where the next value of a column goes. */
    ColumnWriter column(int column) {
        return columns[column];
    }

    void endRow() {
        store.endRecord();
        rows++;
    }

    int rows() {
        return rows;
    }

    /** The columns, once nothing more comes. */
    List<ParquetChunk> end() throws IOException {
        store.flush();
        store.close();
        return chunks;
    }
}
