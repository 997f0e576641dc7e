package dev.longhaul.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.longhaul.files.StoredBytes;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;

/**
 * Several parts of a file in one body, {@code multipart/byteranges} (RFC 9110 §14.6).
 *
 * @param mediaType of the file
 * @param size of the file, in bytes
 * @param boundary what separates the parts; too random to stand in the file
 */
record MultipartRanges(
        StoredBytes bytes, String mediaType, long size, List<ByteRange> ranges, String boundary)
        implements StreamingOutput {

    static MultipartRanges of(
            StoredBytes bytes, String mediaType, long size, List<ByteRange> ranges) {
        return new MultipartRanges(bytes, mediaType, size, ranges, UUID.randomUUID().toString());
    }

    String contentType() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    /** How long the body is, in bytes. */
    long length() {
        long parts = ranges.stream().mapToLong(range -> head(range).length + range.length()).sum();
        return parts + tail().length;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        for (ByteRange range : ranges) {
            out.write(head(range));
            new PassedBytes(bytes, range.first(), range.length()).write(out);
        }
        out.write(tail());
    }

    private byte[] head(ByteRange range) {
        return ("\r\n--"
                        + boundary
                        + "\r\nContent-Type: "
                        + mediaType
                        + "\r\nContent-Range: "
                        + range.of(size)
                        + "\r\n\r\n")
                .getBytes(US_ASCII);
    }

    private byte[] tail() {
        return ("\r\n--" + boundary + "--\r\n").getBytes(US_ASCII);
    }
}
