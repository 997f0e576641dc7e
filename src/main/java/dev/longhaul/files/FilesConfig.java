package dev.longhaul.files;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Settings of the file store. */
@ConfigMapping(prefix = "longhaul.files")
public interface FilesConfig {

    /**
     * Where results lie. All processes that share a database share this folder.
     */
    @WithDefault("${longhaul.data-dir:data}/files")
    Path directory();
}
