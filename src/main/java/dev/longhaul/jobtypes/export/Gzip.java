package dev.longhaul.jobtypes.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Packs in gzip. Each pause ends a member, so that another attempt can append the next: members that follow each other are
 * one stream (RFC 1952 §2.2).
 */
final class Gzip extends Packing {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** The level is the deflater's own, which only a subclass gets at. */
    private static final class Member extends GZIPOutputStream {
        Member(OutputStream out, int level) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(level);
        }
    }

    private final OutputStream result;
    private final int level;
    private @Nullable OutputStream member;
    private boolean empty = true;

    Gzip(OutputStream result, boolean dense) {
        this.result = result;
        this.level = dense ? Deflater.BEST_SPEED : Deflater.DEFAULT_COMPRESSION;
    }

    @Override
    public void write(int octet) throws IOException {
        member().write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        member().write(bytes, offset, length);
    }

    private OutputStream member() throws IOException {
        if (member == null) {
            // Encoders write a few bytes at a time, and each call of the deflater costs.
            member = new BufferedOutputStream(new Member(result, level), BUFFER_BYTES);
            empty = false;
        }
        return member;
    }

    @Override
    void pause() throws IOException {
        if (member != null) {
            // The result stays open: closing it does nothing.
            member.close();
            member = null;
        }
    }

    @Override
    void end(Manifest manifest) throws IOException {
        if (empty) {
            // A file without a byte is a member too.
            member();
        }
        pause();
    }

    /** Frees the deflater where an export breaks off. */
    @Override
    public void close() throws IOException {
        pause();
    }
}
