package dev.longhaul.jobtypes.image;

import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;

/** Brings pictures of all depths and colour spaces to eight bits of sRGB or grey. */
final class EightBit {

    private EightBit() {}

    static BufferedImage of(BufferedImage image) {
        ColorModel model = image.getColorModel();
        BufferedImage plain =
                switch (image.getType()) {
                    case BufferedImage.TYPE_3BYTE_BGR,
                            BufferedImage.TYPE_INT_RGB,
                            BufferedImage.TYPE_BYTE_GRAY,
                            BufferedImage.TYPE_4BYTE_ABGR,
                            BufferedImage.TYPE_INT_ARGB ->
                            image;
                    default ->
                            model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                                    ? grey(image)
                                    : drawn(image);
                };
        // In place: a copy would double what a large picture takes.
        plain.coerceData(true);
        return plain;
    }

    private static BufferedImage drawn(BufferedImage image) {
        var copy =
                new BufferedImage(
                        image.getWidth(),
                        image.getHeight(),
                        image.getColorModel().hasAlpha()
                                ? BufferedImage.TYPE_INT_ARGB
                                : BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return copy;
    }

    /** By hand: the platform takes grey for linear light where it has opacity or 16 bits, and makes it paler. */
    private static BufferedImage grey(BufferedImage image) {
        ColorModel model = image.getColorModel();
        Raster samples = image.getRaster();
        int depth = model.getComponentSize(0);
        boolean alpha = model.hasAlpha() && samples.getNumBands() > 1;
        var copy =
                new BufferedImage(
                        image.getWidth(),
                        image.getHeight(),
                        alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int level = eight(samples.getSample(x, y, 0), depth);
                if (alpha) {
                    int opacity = eight(samples.getSample(x, y, 1), depth);
                    copy.setRGB(x, y, opacity << 24 | level << 16 | level << 8 | level);
                } else {
                    copy.getRaster().setSample(x, y, 0, level);
                }
            }
        }
        return copy;
    }

    private static int eight(int sample, int depth) {
        return depth > 8 ? sample >> (depth - 8) : sample * 255 / ((1 << depth) - 1);
    }
}
