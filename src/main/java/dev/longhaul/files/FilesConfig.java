package dev.longhaul.files;

import dev.longhaul.s3.Connection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.util.Optional;

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

        /** Where files are staged and, on disk, lie. Then all processes that share a database share this folder. */
        @WithDefault("${longhaul.data-dir:data}/files")
        Path directory();

        /** Where published files are. */
        @WithParentName
        @WithDefault("disk")
        Store store();

        /** The bucket, where they are in one. */
        S3 s3();
    }

    /** Where published files are. */
    enum Store {
        /** In the directory. */
        DISK,
        /** In a bucket; the directory is this process's own and holds what it is writing. */
        S3
    }

    /** A bucket of an S3-compatible store. */
    interface S3 extends Connection {

        Optional<String> bucket();

        /** What all keys begin with, for a bucket that others use too. */
        Optional<String> prefix();
    }
}
