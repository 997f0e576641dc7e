package dev.longhaul.jobtypes.export;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/**
 * The frame of a Parquet file (parquet.apache.org/docs/file-format): row groups one after the other, and a footer that says
 * where what is. The encodings are the library's; its own writer of files comes with Hadoop, which is why this is here.
 */
final class ParquetFile {

    private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);
    private static final int VERSION = 1;

    private final OutputStream out;
    private final List<PrimitiveType> columns;
    private final MessageType schema;
    private final List<RowGroup> groups = new ArrayList<>();
    private long position;
    private long rows;

    ParquetFile(OutputStream out, List<PrimitiveType> columns) throws IOException {
        this.out = out;
        this.columns = columns;
        this.schema = new MessageType("rows", List.copyOf(columns));
        write(MAGIC);
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    ParquetRowGroup rowGroup() {
        return new ParquetRowGroup(schema);
    }

    /** Writes a row group, which is complete with that. */
    void add(ParquetRowGroup group) throws IOException {
        long begin = position;
        long uncompressed = 0;
        List<ColumnChunk> chunks = new ArrayList<>();
        for (ParquetChunk chunk : group.end()) {
            chunks.add(chunk.write(out, position));
            position += chunk.compressedBytes();
            uncompressed += chunk.uncompressedBytes();
        }
        groups.add(
                new RowGroup(chunks, uncompressed, group.rows())
                        .setFile_offset(begin)
                        .setTotal_compressed_size(position - begin));
        rows += group.rows();
    }

    /** Writes the footer. */
    void end() throws IOException {
        var order = ColumnOrder.TYPE_ORDER(new TypeDefinedOrder());
        var metaData =
                new FileMetaData(VERSION, ParquetSchema.elements(columns), rows, groups)
                        .setCreated_by("Longhaul")
                        .setColumn_orders(Collections.nCopies(columns.size(), order));
        var footer = new ByteArrayOutputStream();
        Util.writeFileMetaData(metaData, footer);
        write(footer.toByteArray());
        write(
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(footer.size())
                        .array());
        write(MAGIC);
    }
}
