package dev.longhaul.files;

import dev.longhaul.job.JobId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the one file that an attempt writes, while it is staged and once it is published. */
public record AttemptFile(JobId job, int attempt) {

    private static final Pattern NAME = Pattern.compile("(.{36})\\.([1-9][0-9]{0,8})");

    /** Where the folder begins within the name: the last digits of a UUIDv7 are random, so 256 folders of even size. */
    private static final int FOLDER = 34;

    private static final int FOLDER_END = 36;

    /** Reads a name. Empty for whatever this class would not have called so. */
    static Optional<AttemptFile> parse(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? JobId.parse(parts.group(1))
                        .map(job -> new AttemptFile(job, Integer.parseInt(parts.group(2))))
                        .filter(file -> file.name().equals(name))
                : Optional.empty();
    }

    /** What it is called while it is staged. */
    String name() {
        return job + "." + attempt;
    }

    /** The folder that it is published in. */
    String folder() {
        return name().substring(FOLDER, FOLDER_END);
    }

    /** What it is called in the store, once published. */
    public String key() {
        return folder() + "/" + name();
    }
}
