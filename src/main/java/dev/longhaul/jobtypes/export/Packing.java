package dev.longhaul.jobtypes.export;

import java.io.IOException;
import java.io.OutputStream;

/** The way from an encoder to the result: writes the file, and what it is packed in around it. */
abstract sealed class Packing extends OutputStream permits Unpacked, Gzip, Zip {

    /**
     * Sees to it that all that was written has arrived, as something that another attempt can append to.
     *
     * @throws IllegalStateException if that is not possible
     */
    abstract void pause() throws IOException;

    /**
     * Ends the packing.
     *
     * @param manifest what the file is, for where there is a place for it
     */
    abstract void end(Manifest manifest) throws IOException;
}
