package dev.longhaul.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.longhaul.ledger.Upload;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A file that a caller brought.
 *
 * @param expires when it goes, if no job comes to refer to it
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "UploadedFile", description = "A file that a caller brought.")
record FileRepresentation(
        @Schema(description = "A UUIDv7.", format = "uuid") String id,
        String filename,
        String mediaType,
        @Schema(description = "Bytes.") long size,
        @Schema(description = "Hex.", pattern = "^[0-9a-f]{64}$") String sha256,
        @Schema(description = "When it goes, if no job comes to refer to it.")
                Optional<Instant> expires) {

    static FileRepresentation of(Upload file) {
        return new FileRepresentation(
                file.id().toString(),
                file.filename(),
                file.mediaType(),
                file.size(),
                file.sha256(),
                file.expires());
    }
}
