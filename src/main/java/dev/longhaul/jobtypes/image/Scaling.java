package dev.longhaul.jobtypes.image;

import com.twelvemonkeys.image.ResampleOp;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Optional;

/** Cuts, scales, turns and places a picture. */
final class Scaling {

    private Scaling() {}

    /**
     * @param background what shows where the picture does not; empty for nothing
     */
    static BufferedImage apply(Picture picture, Layout layout, Optional<Color> background) {
        BufferedImage scaled = scaled(cut(picture, layout), picture, layout);
        var canvas =
                new BufferedImage(
                        layout.canvasWidth(),
                        layout.canvasHeight(),
                        type(scaled, layout, background));
        Graphics2D graphics = canvas.createGraphics();
        background.ifPresent(color -> {
            graphics.setColor(color);
            graphics.fillRect(0, 0, layout.canvasWidth(), layout.canvasHeight());
        });
        graphics.translate(
                (layout.canvasWidth() - layout.width()) / 2,
                (layout.canvasHeight() - layout.height()) / 2);
        graphics.drawImage(
                scaled, turn(picture.orientation(), layout.width(), layout.height()), null);
        graphics.dispose();
        return canvas;
    }

    private static int type(BufferedImage scaled, Layout layout, Optional<Color> background) {
        boolean padded =
                layout.canvasWidth() > layout.width() || layout.canvasHeight() > layout.height();
        if (background.isEmpty() && (padded || scaled.getColorModel().hasAlpha())) {
            return BufferedImage.TYPE_INT_ARGB;
        }
        return scaled.getType() == BufferedImage.TYPE_BYTE_GRAY && !padded
                ? BufferedImage.TYPE_BYTE_GRAY
                : BufferedImage.TYPE_3BYTE_BGR;
    }

    private static BufferedImage cut(Picture picture, Layout layout) {
        BufferedImage image = picture.image();
        int width = picture.isSideways() ? layout.cropHeight() : layout.cropWidth();
        int height = picture.isSideways() ? layout.cropWidth() : layout.cropHeight();
        return width == image.getWidth() && height == image.getHeight()
                ? image
                : image.getSubimage(
                        (image.getWidth() - width) / 2,
                        (image.getHeight() - height) / 2,
                        width,
                        height);
    }

    private static BufferedImage scaled(BufferedImage image, Picture picture, Layout layout) {
        int width = picture.isSideways() ? layout.height() : layout.width();
        int height = picture.isSideways() ? layout.width() : layout.height();
        if (width == image.getWidth() && height == image.getHeight()) {
            return image;
        }
        BufferedImage scaled =
                new ResampleOp(width, height, ResampleOp.FILTER_LANCZOS).filter(image, null);
        if (scaled.getColorModel().hasAlpha()) {
            clamp(scaled.getRaster());
        }
        return scaled;
    }

    /** The filter overshoots at edges, and a colour cannot be stronger than its opacity. */
    private static void clamp(WritableRaster raster) {
        int[] row = new int[raster.getWidth() * 4];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int i = 0; i < row.length; i += 4) {
                for (int band = 0; band < 3; band++) {
                    row[i + band] = Math.min(row[i + band], row[i + 3]);
                }
            }
            raster.setPixels(0, y, raster.getWidth(), 1, row);
        }
    }

    /** What the orientation of EXIF asks for; width and height are those of the turned picture. */
    private static AffineTransform turn(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, width, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, width, height);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, height);
            default -> new AffineTransform();
        };
    }
}
