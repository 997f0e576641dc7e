package dev.longhaul.jobtypes.image;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** How a camera was held (EXIF 2.32, tag 274). */
final class Orientation {

    private static final int UPRIGHT = 1;

    private Orientation() {}

    /** From 1 to 8; upright where a JPEG does not say, or not in a way that can be read. */
    static int of(ImageInputStream jpeg) throws IOException {
        try {
            List<JPEGSegment> found = JPEGSegmentUtil.readSegments(jpeg, JPEG.APP1, "Exif");
            return found.isEmpty() ? UPRIGHT : of(found.getFirst());
        } catch (IOException | RuntimeException e) {
            // Nothing is lost but the orientation.
            return UPRIGHT;
        } finally {
            jpeg.seek(0);
        }
    }

    private static int of(JPEGSegment exif) throws IOException {
        try (InputStream data = exif.data()) {
            // The name ends with two zeros, of which the segment counts one.
            byte[] bytes = data.readAllBytes();
            var tiff =
                    new MemoryCacheImageInputStream(
                            new ByteArrayInputStream(bytes, 1, bytes.length - 1));
            Entry entry = new TIFFReader().read(tiff).getEntryById(TIFF.TAG_ORIENTATION);
            int value =
                    entry != null && entry.getValue() instanceof Number number
                            ? number.intValue()
                            : UPRIGHT;
            return value >= 1 && value <= 8 ? value : UPRIGHT;
        }
    }
}
