package dev.longhaul.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The job that stands in the way. */
@RegisterForReflection
@Schema(name = "ConflictingJob", description = "The job that stands in the way.")
record ConflictingJob(@Schema(format = "uuid") String id, @Schema(format = "uri") String href) {}
