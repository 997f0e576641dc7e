package dev.longhaul.jobtypes.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** One column of a row group: its pages, compressed, until all columns are complete. */
final class ParquetChunk implements PageWriter {

    /** The level is the deflater's own, which only a subclass gets at. */
    private static final class Compressor extends GZIPOutputStream {
        Compressor(OutputStream out) throws IOException {
            super(out, 32 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private final ColumnDescriptor column;
    private final List<byte[]> pages = new ArrayList<>();
    private final Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
    private final Statistics<?> statistics;
    private byte @Nullable [] dictionary;
    private long values;
    private long compressed;
    private long uncompressed;

    ParquetChunk(ColumnDescriptor column) {
        this.column = column;
        this.statistics = Statistics.createStats(column.getPrimitiveType());
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> ofPage,
            org.apache.parquet.column.Encoding repetition,
            org.apache.parquet.column.Encoding definition,
            org.apache.parquet.column.Encoding encoding)
            throws IOException {
        var header =
                new DataPageHeader(
                        valueCount, named(encoding), named(definition), named(repetition));
        pages.add(page(PageType.DATA_PAGE, bytes, page -> page.setData_page_header(header)));
        statistics.mergeStatistics(ofPage);
        values += valueCount;
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> ofPage,
            SizeStatistics ofSizes,
            org.apache.parquet.column.Encoding repetition,
            org.apache.parquet.column.Encoding definition,
            org.apache.parquet.column.Encoding encoding)
            throws IOException {
        writePage(bytes, valueCount, rowCount, ofPage, repetition, definition, encoding);
    }

    @Override
    @Deprecated
    public void writePage(
            BytesInput bytes,
            int valueCount,
            Statistics<?> ofPage,
            org.apache.parquet.column.Encoding repetition,
            org.apache.parquet.column.Encoding definition,
            org.apache.parquet.column.Encoding encoding) {
        throw new UnsupportedOperationException("pages say how many rows they have");
    }

    @Override
    public void writePageV2(
            int rowCount,
            int nullCount,
            int valueCount,
            BytesInput repetition,
            BytesInput definition,
            org.apache.parquet.column.Encoding encoding,
            BytesInput bytes,
            Statistics<?> ofPage) {
        throw new UnsupportedOperationException("pages are of the first kind");
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
        var header = new DictionaryPageHeader(page.getDictionarySize(), named(page.getEncoding()));
        dictionary =
                page(
                        PageType.DICTIONARY_PAGE,
                        page.getBytes(),
                        whole -> whole.setDictionary_page_header(header));
    }

    private Encoding named(org.apache.parquet.column.Encoding encoding) {
        Encoding same = Encoding.valueOf(encoding.name());
        encodings.add(same);
        return same;
    }

    private byte[] page(PageType type, BytesInput bytes, Consumer<PageHeader> describe)
            throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var compressor = new Compressor(packed)) {
            bytes.writeAllTo(compressor);
        }
        var header = new PageHeader(type, Math.toIntExact(bytes.size()), packed.size());
        describe.accept(header);
        var page = new ByteArrayOutputStream(packed.size() + 64);
        Util.writePageHeader(header, page);
        uncompressed += page.size() + bytes.size();
        packed.writeTo(page);
        compressed += page.size();
        return page.toByteArray();
    }

    /** With the headers of its pages. */
    long compressedBytes() {
        return compressed;
    }

    /** With the headers of its pages. */
    long uncompressedBytes() {
        return uncompressed;
    }

    /**
     * Writes the pages.
     *
     * @param offset where in the file that is
     * @return what the footer says of them
     */
    ColumnChunk write(OutputStream out, long offset) throws IOException {
        long firstPage = offset;
        if (dictionary != null) {
            out.write(dictionary);
            firstPage += dictionary.length;
        }
        for (byte[] page : pages) {
            out.write(page);
        }
        var metaData =
                new ColumnMetaData(
                        ParquetSchema.stored(column.getPrimitiveType()),
                        List.copyOf(encodings),
                        List.of(column.getPath()),
                        CompressionCodec.GZIP,
                        values,
                        uncompressed,
                        compressed,
                        firstPage);
        metaData.setStatistics(ParquetSchema.statistics(statistics));
        if (dictionary != null) {
            metaData.setDictionary_page_offset(offset);
        }
        var chunk = new ColumnChunk(offset);
        chunk.setMeta_data(metaData);
        return chunk;
    }

    @Override
    public long getMemSize() {
        return compressed;
    }

    @Override
    public long allocatedSize() {
        return compressed;
    }

    @Override
    public String memUsageString(String prefix) {
        return prefix + " " + compressed + " bytes";
    }
}
