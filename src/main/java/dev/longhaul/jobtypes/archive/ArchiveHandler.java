package dev.longhaul.jobtypes.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.longhaul.handler.FileStream;
import dev.longhaul.handler.InputRef;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import dev.longhaul.handler.ResultStream;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packs files and results of other jobs into one zip. */
@Singleton
@RegisterForReflection(
        targets = {
            ArchiveHandler.class,
            ArchiveHandler.Parameters.class,
            ArchiveHandler.Item.class
        })
class ArchiveHandler implements JobHandler<ArchiveHandler.Parameters> {

    record Parameters(
            @JsonPropertyDescription("What to pack, in this order.")
                    @NotEmpty
                    @Size(min = 1, max = 10_000)
                    List<@Valid Item> items,
            @JsonPropertyDescription("What the zip is called.")
                    @JsonProperty(defaultValue = "archive.zip")
                    @Size(max = 200)
                    @Pattern(
                            regexp = "[^/\\\\]+",
                            message = "must be a name without slashes and backslashes")
                    String filename) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            @JsonPropertyDescription("A file of yours, or the result of a job of yours.") @NotNull
                    InputRef from,
            @JsonPropertyDescription(
                            "What it is called in the zip; slashes part folders. Left out, it keeps its name.")
                    @Size(min = 1, max = 1000)
                    @Nullable String name) {}

    @Override
    public JobType<Parameters> type() {
        return JobType.of(
                "archive",
                Parameters.class,
                "Packs files and results of other jobs into one zip.",
                new Parameters(
                        List.of(
                                new Item(InputRef.ofFile("photo"), null),
                                new Item(InputRef.ofFile("notes"), "texts/notes.txt")),
                        "archive.zip"));
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) throws Exception {
        job.stage("packing");
        ResultStream stream =
                job.result(new EntryNames().next(parameters.filename()), "application/zip");
        var archive = new Archive(stream);
        int packed = 0;
        for (Item item : parameters.items()) {
            job.progress(packed, parameters.items().size(), "files");
            try (FileStream file = job.open(item.from())) {
                String name = item.name() == null ? file.filename() : item.name();
                archive.add(name, Packing.level(file.mediaType(), file.filename()), file);
            }
            packed++;
        }
        job.progress(packed, parameters.items().size(), "files");
        archive.end();
        return JobResult.file(stream);
    }
}
