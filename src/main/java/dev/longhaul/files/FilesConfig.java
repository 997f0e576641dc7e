package dev.longhaul.files;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Settings of the file store. */
@ConfigMapping(prefix = "longhaul")
public interface FilesConfig {

    /** Where this process and its embedded parts keep what they keep. */
    @WithDefault("data")
    Path dataDir();

    /** The file store. */
    Files files();

    /** Settings of the file store. */
    interface Files {

        /** Where results and the files of callers lie. All processes that share a database share this folder. */
        @WithDefault("${longhaul.data-dir:data}/files")
        Path directory();
    }
}
