package dev.longhaul.jobtypes.export;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.longhaul.source.Dataset;
import java.io.OutputStream;
import java.util.Locale;

/** What an export looks like. */
enum Format {
    JSON("application/json") {
        @Override
        Encoder encoder(Dataset dataset, OutputStream out) {
            return new JsonEncoder(out, dataset.rows());
        }
    },
    NDJSON("application/x-ndjson") {
        @Override
        Encoder encoder(Dataset dataset, OutputStream out) {
            return new NdjsonEncoder(out);
        }
    },
    CSV("text/csv; charset=utf-8; header=present") {
        @Override
        Encoder encoder(Dataset dataset, OutputStream out) {
            return new CsvEncoder(out);
        }
    };

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The word in parameters, and the ending of file names. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mediaType() {
        return mediaType;
    }

    abstract Encoder encoder(Dataset dataset, OutputStream out);
}
