package dev.longhaul.jobtypes.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The kinds of files that reports are written into. */
enum Format {
    @JsonProperty("html")
    HTML("text/html; charset=utf-8"),
    @JsonProperty("pdf")
    PDF("application/pdf"),
    @JsonProperty("xlsx")
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    @JsonProperty("csv")
    CSV("text/csv; charset=utf-8; header=present");

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** The word in parameters and at the end of filenames. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
