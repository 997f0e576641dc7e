package dev.longhaul.intake;

import java.io.IOException;

/** The file store did not take what a caller sent: its disk is full or away. */
public class FileNotStored extends Exception {

    private static final long serialVersionUID = 1L;

    FileNotStored(IOException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
