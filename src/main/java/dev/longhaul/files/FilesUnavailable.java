package dev.longhaul.files;

import java.io.IOException;

/** The store of files did not answer, or not as it should. Whether it has a file is unknown. */
public final class FilesUnavailable extends IOException {

    private static final long serialVersionUID = 1L;

    FilesUnavailable(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
