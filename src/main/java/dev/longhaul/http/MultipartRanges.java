package dev.longhaul.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
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
        Path file, String mediaType, long size, List<ByteRange> ranges, String boundary)
        implements StreamingOutput {

    private static final int CHUNK = 64 << 10;

    static MultipartRanges of(Path file, String mediaType, long size, List<ByteRange> ranges) {
        return new MultipartRanges(file, mediaType, size, ranges, UUID.randomUUID().toString());
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
        try (FileChannel bytes = FileChannel.open(file)) {
            for (ByteRange range : ranges) {
                out.write(head(range));
                copy(bytes, range, out);
            }
            out.write(tail());
        }
    }

    private static void copy(FileChannel bytes, ByteRange range, OutputStream out)
            throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long position = range.first();
        while (position <= range.last()) {
            chunk.clear().limit((int) Math.min(CHUNK, range.last() + 1 - position));
            int read = bytes.read(chunk, position);
            if (read < 0) {
                throw new EOFException("the file ends at " + position);
            }
            out.write(chunk.array(), 0, read);
            position += read;
        }
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
