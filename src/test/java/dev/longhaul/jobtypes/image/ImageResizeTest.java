package dev.longhaul.jobtypes.image;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipInputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImageResizeTest {

    /** One pixel. */
    private static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    /** The left half red, the right half blue. */
    private static BufferedImage halves(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width, height);
        graphics.dispose();
        return image;
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static byte[] jpeg(int width, int height) throws IOException {
        return written(halves(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    /** The same JPEG, from a camera that was held in this way. */
    private static byte[] held(byte[] jpeg, int orientation) {
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            18,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        return with(exif, jpeg);
    }

    private static byte[] ofAdobe(byte[] jpeg) {
        byte[] marker = {
            (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
        };
        return with(marker, jpeg);
    }

    private static byte[] with(byte[] segment, byte[] jpeg) {
        return ByteBuffer.allocate(jpeg.length + segment.length)
                .put(jpeg, 0, 2)
                .put(segment)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static String upload(byte[] picture, String name) {
        return given().contentType("application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .body(picture)
                .post("/files")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String submit(byte[] picture, String more) {
        return Jobs.submit(
                "image-resize",
                "{\"file\": {\"file\": \"%s\"}, %s}"
                        .formatted(upload(picture, "photo.of me.jpeg"), more));
    }

    private static byte[] bytes(String job) {
        JsonPath end = Jobs.awaitEnd(job);
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("succeeded");
        return when().get(job + "/result").then().statusCode(200).extract().asByteArray();
    }

    private static BufferedImage resized(byte[] picture, String more) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes(submit(picture, more))));
    }

    private static Map<String, BufferedImage> zipped(byte[] picture, String more)
            throws IOException {
        var images = new LinkedHashMap<String, BufferedImage>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes(submit(picture, more))))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                images.put(
                        entry.getName(),
                        ImageIO.read(new ByteArrayInputStream(zip.readAllBytes())));
            }
        }
        return images;
    }

    private static String failure(byte[] picture) {
        JsonPath end = Jobs.awaitEnd(submit(picture, "\"sizes\": [{\"width\": 10}]"));
        assertThat(end.getString("status")).isEqualTo("failed");
        assertThat(end.getInt("attempt")).isEqualTo(1);
        return end.getString("error.code");
    }

    private static Color at(BufferedImage image, double x, double y) {
        return new Color(
                image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight())), true);
    }

    private static void assertClose(Color actual, Color expected) {
        for (int shift = 0; shift < 32; shift += 8) {
            assertThat(actual.getRGB() >> shift & 0xFF)
                    .as("%s like %s", actual, expected)
                    .isCloseTo(expected.getRGB() >> shift & 0xFF, Offset.offset(6));
        }
    }

    @Test
    void oneSizeMakesOnePicture() throws Exception {
        String job = submit(jpeg(400, 300), "\"sizes\": [{\"width\": 200, \"height\": 200}]");
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(bytes(job)));
        assertThat(small.getWidth()).isEqualTo(200);
        assertThat(small.getHeight()).isEqualTo(150);
        assertClose(at(small, 0.25, 0.5), Color.RED);
        assertClose(at(small, 0.75, 0.5), Color.BLUE);
        when().get(job + "/result")
                .then()
                .contentType("image/jpeg")
                .header("Content-Disposition", containsString("photo.of me-200x150.jpg"));
    }

    @Test
    void picturesAreTurnedAsTheCameraWasHeldAndLoseWhatItWrote() throws Exception {
        byte[] result = bytes(submit(held(jpeg(400, 300), 6), "\"sizes\": [{\"width\": 150}]"));
        assertThat(new String(result, ISO_8859_1)).doesNotContain("Exif");
        BufferedImage upright = ImageIO.read(new ByteArrayInputStream(result));
        assertThat(upright.getWidth()).isEqualTo(150);
        assertThat(upright.getHeight()).isEqualTo(200);
        assertClose(at(upright, 0.5, 0.25), Color.RED);
        assertClose(at(upright, 0.5, 0.75), Color.BLUE);

        BufferedImage over = resized(held(jpeg(400, 300), 3), "\"sizes\": [{\"width\": 200}]");
        assertClose(at(over, 0.25, 0.5), Color.BLUE);
    }

    @Test
    void severalSizesMakeAZip() throws Exception {
        Map<String, BufferedImage> images =
                zipped(
                        jpeg(400, 300),
                        """
                        "fit": "cover", "format": "png",
                        "sizes": [{"width": 100, "height": 100}, {"height": 30}, {"width": 800, "height": 800},
                                  {"width": 900, "height": 900}]
                        """);
        // The last two are larger than the picture, which is not enlarged.
        assertThat(images)
                .containsOnlyKeys(
                        "photo.of me-100x100.png",
                        "photo.of me-40x30.png",
                        "photo.of me-300x300.png",
                        "photo.of me-300x300 (2).png");
        images.forEach((name, image) ->
                assertThat(name).contains("-" + image.getWidth() + "x" + image.getHeight()));
    }

    @Test
    void marginsAndTransparencyAreKeptOrFilled() throws Exception {
        byte[] glass = written(halves(400, 300, BufferedImage.TYPE_INT_ARGB), "png");
        String contain = "\"fit\": \"contain\", \"sizes\": [{\"width\": 100, \"height\": 100}], ";
        BufferedImage clear = resized(glass, contain + "\"quality\": 90");
        assertThat(clear.getWidth()).isEqualTo(100);
        assertThat(clear.getHeight()).isEqualTo(100);
        assertThat(at(clear, 0.5, 0.02).getAlpha()).isZero();
        assertClose(at(clear, 0.2, 0.5), Color.RED);
        assertClose(
                at(resized(glass, contain + "\"format\": \"jpeg\", \"quality\": 100"), 0.5, 0.02),
                Color.WHITE);
        assertClose(
                at(resized(glass, contain + "\"background\": \"#00ff00\""), 0.5, 0.02),
                Color.GREEN);

        // Red beside transparent black: what is half transparent is still all red.
        var edge = new BufferedImage(300, 300, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = edge.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillOval(0, 0, 300, 300);
        graphics.dispose();
        BufferedImage small = resized(written(edge, "png"), "\"sizes\": [{\"width\": 33}]");
        for (int x = 0; x < 33; x++) {
            for (int y = 0; y < 33; y++) {
                var color = new Color(small.getRGB(x, y), true);
                if (color.getAlpha() > 20) {
                    assertThat(color.getRed()).isGreaterThan(230);
                    assertThat(color.getGreen() + color.getBlue()).isZero();
                }
            }
        }
    }

    @Test
    void rarerKindsComeOutRight() throws Exception {
        String size = "\"sizes\": [{\"width\": 20}], \"format\": \"png\"";
        var deep = new BufferedImage(40, 40, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSamples(0, 0, 40, 40, 0, filled(1600, 0x8000));
        // The sample: the platform's colours of grey are brighter than those of everybody else.
        assertThat(resized(written(deep, "png"), size).getRaster().getSample(10, 10, 0))
                .isEqualTo(128);

        var indexed = halves(40, 40, BufferedImage.TYPE_BYTE_INDEXED);
        assertClose(at(resized(written(indexed, "gif"), size), 0.2, 0.5), Color.RED);

        WritableRaster inks = Raster.createInterleavedRaster(0, 40, 40, 4, null);
        // As Adobe writes it, 255 is no ink: cyan and yellow make green.
        inks.setSamples(0, 0, 40, 40, 1, filled(1600, 255));
        inks.setSamples(0, 0, 40, 40, 3, filled(1600, 255));
        Color green = at(resized(ofAdobe(jpeg(inks)), size), 0.5, 0.5);
        assertThat(green.getGreen()).isGreaterThan(100);
        assertThat(green.getRed()).isLessThan(100);
        assertThat(green.getBlue()).isLessThan(120);

        assertThat(resized(WEBP, size).getWidth()).isEqualTo(1);
    }

    private static int[] filled(int length, int value) {
        int[] samples = new int[length];
        Arrays.fill(samples, value);
        return samples;
    }

    private static byte[] jpeg(Raster raster) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A few bytes that say that they are 50,000 by 50,000 pixels. */
    private static byte[] bomb() {
        var header =
                ByteBuffer.allocate(17)
                        .put("IHDR".getBytes(UTF_8))
                        .putInt(50_000)
                        .putInt(50_000)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array();
        var sum = new CRC32();
        sum.update(header);
        return ByteBuffer.allocate(8 + 4 + 17 + 4)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put(header)
                .putInt((int) sum.getValue())
                .array();
    }

    @Test
    void whatCannotBeReadFailsAtOnceAndSaysWhy() throws Exception {
        byte[] jpeg = jpeg(400, 300);
        byte[] png = written(halves(400, 300, BufferedImage.TYPE_INT_RGB), "png");
        assertThat(failure(bomb())).isEqualTo("picture-too-large");
        assertThat(failure(Arrays.copyOf(jpeg, jpeg.length * 2 / 3))).isEqualTo("picture-damaged");
        assertThat(failure(Arrays.copyOf(png, png.length * 2 / 3))).isEqualTo("picture-damaged");
        assertThat(failure(Arrays.copyOf(WEBP, 30))).isEqualTo("picture-damaged");
        assertThat(failure("hello".getBytes(UTF_8))).isEqualTo("not-a-picture");
    }

    @Test
    void aPictureMayComeFromTheWeb() throws Exception {
        byte[] jpeg = jpeg(400, 300);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, jpeg.length);
                    exchange.getResponseBody().write(jpeg);
                    exchange.close();
                });
        server.start();
        try {
            String web = "{\"url\": \"http://%s:%d/a/cat.jpg?x\", \"sizes\": [{\"width\": 40}]}";
            int port = server.getAddress().getPort();
            String job = Jobs.submit("image-resize", web.formatted("127.0.0.1", port));
            bytes(job);
            assertThat(Jobs.status(job).getString("result.filename")).isEqualTo("cat-40x30.jpg");
            String cat = "%F0%9F%90%88";
            String longest =
                    Jobs.submit(
                            "image-resize",
                            web.formatted("127.0.0.1", port).replace("cat", cat.repeat(300)));
            bytes(longest);
            assertThat(Jobs.status(longest).getString("result.filename"))
                    .isEqualTo("🐈".repeat(100) + "-40x30.jpg");
            String refused = Jobs.submit("image-resize", web.formatted("127.0.0.2", port));
            assertThat(Jobs.awaitEnd(refused).getString("error.code")).isEqualTo("address-refused");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void wrongParametersAreSaidBeforehand() {
        Jobs.post("{\"type\": \"image-resize\", \"parameters\": {\"sizes\": [{\"width\": 1}]}}")
                .then()
                .statusCode(400)
                .body("errors[0].detail", equalTo("needs either a file or a url"));
        Jobs.post(
                        "{\"type\": \"image-resize\", \"parameters\": {\"url\": \"http://a\", \"sizes\": [{}]}}")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/parameters/sizes/0"))
                .body("errors[0].detail", equalTo("needs a width, a height, or both"));
    }
}
