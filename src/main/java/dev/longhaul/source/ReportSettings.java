package dev.longhaul.source;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where reports are described. */
@ConfigMapping(prefix = "longhaul")
public interface ReportSettings {

    /** A folder of report files. */
    Optional<Path> reports();
}
