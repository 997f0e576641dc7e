package dev.longhaul.jobtypes.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.longhaul.handler.FileRef;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import dev.longhaul.outbound.HttpUrl;
import dev.longhaul.outbound.Outbound;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes smaller pictures of one: a single file, or a zip of several. */
@Singleton
@RegisterForReflection(
        targets = {
            ImageResizeHandler.class,
            ImageResizeHandler.Parameters.class,
            Fit.class,
            Format.class
        })
class ImageResizeHandler implements JobHandler<ImageResizeHandler.Parameters> {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Parameters(
            @JsonPropertyDescription("The picture: JPEG, PNG, GIF or WebP. Or give a url.")
                    @Nullable FileRef file,
            @JsonPropertyDescription("Where the picture is, with http or https. Or give a file.")
                    @Size(max = 4000)
                    @HttpUrl
                    @Nullable String url,
            @JsonPropertyDescription("What to make: one is a picture, several are a zip.")
                    @NotEmpty
                    @Size(min = 1, max = 20)
                    List<@Valid Box> sizes,
            @JsonPropertyDescription(
                            "How the picture goes into a box of another shape: all of it (inside), with margins (contain), its"
                                    + " middle (cover), distorted (fill).")
                    @JsonProperty(defaultValue = "inside")
                    Fit fit,
            @JsonPropertyDescription("Whether small pictures are made larger.")
                    @JsonProperty(defaultValue = "false")
                    boolean enlarge,
            @JsonPropertyDescription("What to write; same is JPEG for a JPEG, else PNG.")
                    @JsonProperty(defaultValue = "same")
                    Format format,
            @JsonPropertyDescription("Of a JPEG: 1 is small, 100 is good.")
                    @JsonProperty(defaultValue = "85")
                    @Min(1)
                    @Max(100)
                    int quality,
            @JsonPropertyDescription(
                            "What shows behind: #rrggbb. Left out, it is white in a JPEG and nothing in a PNG.")
                    @Pattern(regexp = "#[0-9a-fA-F]{6}", message = "must be a colour like #ffcc00")
                    @Nullable String background) {

        Parameters {
            if ((file == null) == (url == null)) {
                throw new IllegalArgumentException("needs either a file or a url");
            }
        }
    }

    private final Originals originals;
    private final PictureReader reader;
    private final long mostPixels;

    ImageResizeHandler(Outbound outbound, PictureReader reader, ImageConfig config) {
        this.originals = new Originals(outbound, config.maxSize().asLongValue());
        this.reader = reader;
        this.mostPixels = config.maxPixels();
    }

    @Override
    public JobType<Parameters> type() {
        return JobType.of(
                "image-resize",
                Parameters.class,
                "Makes smaller pictures of one.",
                new Parameters(
                        null,
                        "https://example.org/photo.jpg",
                        List.of(new Box(800, 600)),
                        Fit.INSIDE,
                        false,
                        Format.SAME,
                        85,
                        null));
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) throws Exception {
        Path copy = Files.createTempFile("longhaul-picture-", null);
        try {
            job.stage("fetching the picture");
            String name = originals.fetch(parameters.file(), parameters.url(), copy, job);
            job.stage("waiting for a processor");
            return job.compute(() -> resize(copy, name, parameters, job));
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private JobResult resize(Path original, String name, Parameters parameters, JobContext job)
            throws Exception {
        job.stage("resizing");
        Picture picture = reader.read(original, job);
        boolean jpeg =
                parameters.format() == Format.JPEG
                        || (parameters.format() == Format.SAME && picture.isJpeg());
        Optional<Color> background =
                Optional.ofNullable(parameters.background())
                        .map(Color::decode)
                        .or(() -> jpeg ? Optional.of(Color.WHITE) : Optional.empty());
        List<Layout> layouts = layouts(picture, parameters);
        Results results = Results.open(job, name, jpeg, layouts);
        for (Layout layout : layouts) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped between two sizes");
            }
            job.progress(results.written(), layouts.size(), "pictures");
            results.add(
                    PictureWriter.write(
                            Scaling.apply(picture, layout, background),
                            jpeg,
                            parameters.quality()));
        }
        job.progress(results.written(), layouts.size(), "pictures");
        return results.end();
    }

    private List<Layout> layouts(Picture picture, Parameters parameters) throws Exception {
        List<Layout> layouts =
                parameters.sizes().stream()
                        .map(size ->
                                Layout.of(
                                        picture.width(),
                                        picture.height(),
                                        size,
                                        parameters.fit(),
                                        parameters.enlarge()))
                        .toList();
        for (Layout layout : layouts) {
            if (layout.pixels() > mostPixels) {
                throw PictureReader.failure(
                        "picture-too-large",
                        "A result would have more than the %,d pixels that this service works on; ask for smaller sizes."
                                .formatted(mostPixels));
            }
        }
        return layouts;
    }
}
