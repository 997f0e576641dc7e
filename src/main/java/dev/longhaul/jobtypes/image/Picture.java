package dev.longhaul.jobtypes.image;

import java.awt.image.BufferedImage;

/**
 * A picture in memory.
 *
 * @param image eight bits a colour, sRGB or grey, as it is stored; colours multiplied with the opacity
 * @param orientation how it is to be turned (EXIF 2.32, tag 274), 1 to 8
 * @param isJpeg whether it was read from a JPEG
 */
record Picture(BufferedImage image, int orientation, boolean isJpeg) {

    int width() {
        return isSideways() ? image.getHeight() : image.getWidth();
    }

    int height() {
        return isSideways() ? image.getWidth() : image.getHeight();
    }

    /** Whether width and height change places when it is turned. */
    boolean isSideways() {
        return orientation >= 5;
    }
}
