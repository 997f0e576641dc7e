package dev.longhaul.files;

import dev.longhaul.job.FileId;
import java.util.Optional;

/** Names the file that a caller brought, while it is staged and once it is published. */
public record UploadFile(FileId id) {

    private static final String SUFFIX = ".upload";

    /** Where the folder begins within the name: the last digits of a UUIDv7 are random, so 256 folders of even size. */
    private static final int FOLDER = 34;

    /** Reads a name. Empty for whatever this class would not have called so. */
    static Optional<UploadFile> parse(String name) {
        return name.endsWith(SUFFIX)
                ? FileId.parse(name.substring(0, name.length() - SUFFIX.length()))
                        .map(UploadFile::new)
                        .filter(file -> file.name().equals(name))
                : Optional.empty();
    }

    /** What it is called while it is staged. */
    String name() {
        return id + SUFFIX;
    }

    /** The folder that it is published in. */
    String folder() {
        return id.toString().substring(FOLDER);
    }

    /** What it is called in the store, once published. */
    String key() {
        return folder() + "/" + name();
    }
}
