package dev.longhaul.jobtypes.export;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.longhaul.source.Dataset;
import java.io.OutputStream;
import java.util.Locale;

/** What an export looks like. */
enum Format {
    JSON("application/json"),
    NDJSON("application/x-ndjson"),
    CSV("text/csv; charset=utf-8; header=present"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    PARQUET("application/vnd.apache.parquet");

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

    /** Whether a file may end after any row and be gone on with. The others are made of parts that refer to each other. */
    boolean continuable() {
        return switch (this) {
            case JSON, NDJSON, CSV -> true;
            case XLSX, PARQUET -> false;
        };
    }

    /** Whether a file is hardly smaller when it is compressed again. */
    boolean dense() {
        return !continuable();
    }

    Encoder encoder(Dataset dataset, OutputStream out) {
        return switch (this) {
            case JSON -> new JsonEncoder(out, dataset.rows());
            case NDJSON -> new NdjsonEncoder(out);
            case CSV -> new CsvEncoder(out);
            case XLSX -> new XlsxEncoder(out, dataset.name());
            case PARQUET -> new ParquetEncoder(out);
        };
    }
}
