package dev.longhaul.handler;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;

/**
 * A parameter that names a file which the caller brought: {@code {"file": "…"}}. When a job is accepted, the file is there and
 * belongs to the job's owner; it stays for as long as the job. Read it with {@link JobContext#open}.
 *
 * @param file the file's id
 */
@RegisterForReflection
public record FileRef(
        @JsonPropertyDescription(
                        "The id of a file of yours (POST /files), or the name of a part of the same request.")
                @NotNull
                String file) {}
