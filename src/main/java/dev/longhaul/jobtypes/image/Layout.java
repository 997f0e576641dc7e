package dev.longhaul.jobtypes.image;

/**
 * Where a picture goes.
 *
 * @param cropWidth how much of the picture is taken, from its middle
 * @param width what that part is scaled to
 * @param canvasWidth how large the result is; the scaled part stands in its middle
 */
record Layout(
        int cropWidth, int cropHeight, int width, int height, int canvasWidth, int canvasHeight) {

    static Layout of(int width, int height, Box box, Fit fit, boolean enlarge) {
        double across = box.width() == null ? Double.MAX_VALUE : (double) box.width() / width;
        double down = box.height() == null ? Double.MAX_VALUE : (double) box.height() / height;
        double scale = Math.min(across, down);
        if (!enlarge) {
            scale = Math.min(scale, 1);
        }
        if (box.width() == null || box.height() == null) {
            return whole(width, height, scaled(width, scale), scaled(height, scale));
        }
        return switch (fit) {
            case INSIDE -> whole(width, height, scaled(width, scale), scaled(height, scale));
            case CONTAIN ->
                    new Layout(
                            width,
                            height,
                            Math.min(scaled(width, scale), box.width()),
                            Math.min(scaled(height, scale), box.height()),
                            box.width(),
                            box.height());
            case COVER -> cover(width, height, box.width(), box.height(), enlarge);
            case FILL ->
                    whole(
                            width,
                            height,
                            enlarge ? box.width() : Math.min(box.width(), width),
                            enlarge ? box.height() : Math.min(box.height(), height));
        };
    }

    /** Without enlarging, a box that is too large gets smaller and keeps its shape. */
    private static Layout cover(
            int width, int height, int boxWidth, int boxHeight, boolean enlarge) {
        double scale = Math.max((double) boxWidth / width, (double) boxHeight / height);
        int cropWidth = Math.min(width, scaled(boxWidth, 1 / scale));
        int cropHeight = Math.min(height, scaled(boxHeight, 1 / scale));
        return enlarge || scale <= 1
                ? new Layout(cropWidth, cropHeight, boxWidth, boxHeight, boxWidth, boxHeight)
                : new Layout(cropWidth, cropHeight, cropWidth, cropHeight, cropWidth, cropHeight);
    }

    private static Layout whole(int width, int height, int toWidth, int toHeight) {
        return new Layout(width, height, toWidth, toHeight, toWidth, toHeight);
    }

    private static int scaled(int length, double scale) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.round(length * scale)));
    }

    long pixels() {
        return Math.max((long) canvasWidth * canvasHeight, (long) width * height);
    }
}
