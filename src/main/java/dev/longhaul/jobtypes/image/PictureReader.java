package dev.longhaul.jobtypes.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import jakarta.inject.Singleton;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Reads JPEG (CMYK too), PNG, GIF and WebP. Looks at the header first: what is too large is never unpacked. */
@Singleton
class PictureReader {

    private static final int LONGEST_MAGIC = 12;

    private final long mostPixels;

    PictureReader(ImageConfig config) {
        this.mostPixels = config.maxPixels();
        // By name, not by a search of the class path, which native images have none of.
        IIORegistry.getDefaultInstance().registerServiceProvider(new JPEGImageReaderSpi());
        IIORegistry.getDefaultInstance().registerServiceProvider(new WebPImageReaderSpi());
    }

    /**
     * @throws PermanentFailure if it is no picture of these kinds, too large, cut short or damaged
     */
    Picture read(Path file, JobContext job) throws IOException, PermanentFailure {
        try (var input = new FileImageInputStream(file.toFile())) {
            String kind = kind(input);
            int orientation = kind.equals("jpeg") ? Orientation.of(input) : 1;
            ImageReader reader = reader(kind);
            try {
                reader.setInput(input, false, true);
                return new Picture(read(reader, kind, job), orientation, kind.equals("jpeg"));
            } finally {
                reader.dispose();
            }
        }
    }

    private BufferedImage read(ImageReader reader, String kind, JobContext job)
            throws PermanentFailure {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
        try {
            check(reader.getWidth(0), reader.getHeight(0));
            if (!kind.equals("jpeg") && reader.getNumImages(true) > 1) {
                job.warning("The picture moves; the results show how it begins.");
            }
            BufferedImage image = reader.read(0);
            Optional<String> cut = warnings.stream().filter(PictureReader::isLoss).findFirst();
            if (cut.isPresent()) {
                throw damaged(cut.get(), null);
            }
            return EightBit.of(image);
        } catch (IOException | RuntimeException e) {
            // Readers throw whatever comes, where files are broken on purpose.
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean isLoss(String warning) {
        String words = warning.toLowerCase(Locale.ROOT);
        return words.contains("premature")
                || words.contains("truncated")
                || words.contains("corrupt");
    }

    private void check(int width, int height) throws PermanentFailure {
        if ((long) width * height > mostPixels) {
            throw failure(
                    "picture-too-large",
                    "The picture has %,d by %,d pixels, more than the %,d in all that this service works on."
                            .formatted(width, height, mostPixels));
        }
    }

    private static ImageReader reader(String kind) throws IIOException {
        var readers = ImageIO.getImageReadersByFormatName(kind);
        @Nullable ImageReader first = null;
        while (readers.hasNext()) {
            ImageReader candidate = readers.next();
            if (first == null || candidate.getClass().getName().startsWith("com.twelvemonkeys")) {
                first = candidate;
            }
        }
        if (first == null) {
            throw new IIOException("there is no reader for " + kind);
        }
        return first;
    }

    private static String kind(ImageInputStream input) throws IOException, PermanentFailure {
        var magic = new byte[LONGEST_MAGIC];
        int length = Math.max(0, input.read(magic));
        input.seek(0);
        String begin = HexFormat.of().formatHex(magic, 0, length);
        if (begin.startsWith("ffd8ff")) {
            return "jpeg";
        } else if (begin.startsWith("89504e470d0a1a0a")) {
            return "png";
        } else if (begin.startsWith("47494638")) {
            return "gif";
        } else if (begin.startsWith("52494646") && begin.endsWith("57454250")) {
            return "webp";
        }
        throw failure(
                "not-a-picture",
                "The file is no picture that this service reads: send JPEG, PNG, GIF or WebP.");
    }

    private static PermanentFailure damaged(String words, @Nullable Throwable cause) {
        Failure failure =
                Failure.of("picture-damaged", 422, "The picture is cut short or damaged.")
                        .withDetail(words);
        return cause == null ? new PermanentFailure(failure) : new PermanentFailure(failure, cause);
    }

    static PermanentFailure failure(String code, String message) {
        return new PermanentFailure(Failure.of(code, 422, message));
    }
}
