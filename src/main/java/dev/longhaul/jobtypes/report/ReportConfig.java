package dev.longhaul.jobtypes.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings of reports. */
@ConfigMapping(prefix = "longhaul.report")
public interface ReportConfig {

    /** How many rows one section may have: a report is read by people, and held in memory. */
    @Min(1)
    @Max(100_000)
    @WithDefault("5000")
    int mostRows();

    /** Files of TrueType fonts, for letters that the built-in fonts of PDF files lack. */
    Optional<List<Path>> fonts();
}
