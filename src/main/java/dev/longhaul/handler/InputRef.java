package dev.longhaul.handler;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/**
 * A parameter that names what a job works on, one of both: a file that the caller brought, {@code {"file": "…"}} as in a
 * {@link FileRef}, or the result of another job of the same owner, {@code {"job": "…"}}. When a job is accepted, it is there. A
 * file stays for as long as the job; a result goes when its own job goes. Read it with {@link JobContext#open(InputRef)}.
 *
 * @param file the file's id
 * @param job the id of a job that has succeeded
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InputRef(
        @JsonPropertyDescription(
                        "The id of a file of yours (POST /files), or the name of a part of the same request.")
                Optional<String> file,
        @JsonPropertyDescription(
                        "Instead of a file: the id of a job of yours that has succeeded, whose result is taken.")
                Optional<String> job) {

    public static InputRef ofFile(String file) {
        return new InputRef(Optional.of(file), Optional.empty());
    }

    public static InputRef ofJob(String job) {
        return new InputRef(Optional.empty(), Optional.of(job));
    }
}
