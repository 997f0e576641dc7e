package dev.longhaul.jobtypes.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** A box in pixels; one side may be left open. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Box(
        @JsonPropertyDescription("Pixels; left out, it follows from the height.")
                @Min(1)
                @Max(20_000)
                @Nullable Integer width,
        @JsonPropertyDescription("Pixels; left out, it follows from the width.")
                @Min(1)
                @Max(20_000)
                @Nullable Integer height) {

    Box {
        if (width == null && height == null) {
            throw new IllegalArgumentException("needs a width, a height, or both");
        }
    }
}
