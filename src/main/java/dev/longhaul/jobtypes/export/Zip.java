package dev.longhaul.jobtypes.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs in zip, with a manifest beside the file. Beyond 4 GiB the JDK's writer goes over to ZIP64 by itself. */
final class Zip extends Packing {

    /** The manifest's entry. */
    static final String MANIFEST = "manifest.json";

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ZipOutputStream zip;
    private final DigestOutputStream digested;
    private final OutputStream out;
    private final ZipEntry entry;

    /**
     * Begins the archive.
     *
     * @param file the name of the file inside
     */
    Zip(OutputStream result, String file, boolean dense) throws IOException {
        this.zip = new ZipOutputStream(result);
        zip.setLevel(dense ? Deflater.BEST_SPEED : Deflater.DEFAULT_COMPRESSION);
        this.entry = new ZipEntry(file);
        zip.putNextEntry(entry);
        this.digested = new DigestOutputStream(zip, sha256());
        this.out = new BufferedOutputStream(digested, BUFFER_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void write(int octet) throws IOException {
        out.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    void pause() {
        throw new IllegalStateException("a zip cannot be gone on with");
    }

    @Override
    void end(Manifest manifest) throws IOException {
        out.flush();
        zip.closeEntry();
        zip.putNextEntry(new ZipEntry(MANIFEST));
        String sha256 = HexFormat.of().formatHex(digested.getMessageDigest().digest());
        zip.write(manifest.ofFile(entry.getName(), entry.getSize(), sha256));
        zip.closeEntry();
        zip.finish();
    }

    /** Frees the deflater where an export breaks off. */
    @Override
    public void close() throws IOException {
        zip.close();
    }
}
