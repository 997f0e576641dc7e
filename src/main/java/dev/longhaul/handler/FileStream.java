package dev.longhaul.handler;

import java.io.InputStream;

/** The bytes of a file that a caller brought, or of the result of a job, with what is known of it. The engine closes it if the handler does not. */
public abstract class FileStream extends InputStream {

    /** What it is called: any Unicode, no path. Not to be trusted as the name of a file on disk. */
    public abstract String filename();

    /** What it is said to be (RFC 9110 §8.3.1). */
    public abstract String mediaType();

    /** Bytes. */
    public abstract long size();
}
