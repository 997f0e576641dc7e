package dev.longhaul.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks through the files of folders, folder by folder. */
final class PublishedFolders<F> implements PublishedFiles<F> {

    private static final int FOLDERS = 256;

    private final Path root;
    private final Function<String, Optional<F>> parse;
    private final Function<F, String> key;
    private int folder;
    private @Nullable DirectoryStream<Path> open;
    private Iterator<Path> rest = Collections.emptyIterator();

    /**
     * @param root the folder of the folders
     * @param parse reads the name of a file; empty for what is none
     * @param key where the file has to lie under {@code root}
     */
    PublishedFolders(Path root, Function<String, Optional<F>> parse, Function<F, String> key) {
        this.root = root;
        this.parse = parse;
        this.key = key;
    }

    @Override
    public List<F> next(int most) throws IOException {
        List<F> files = new ArrayList<>();
        try {
            while (files.size() < most) {
                if (rest.hasNext()) {
                    add(rest.next(), files);
                } else if (folder < FOLDERS) {
                    open(folder++);
                } else {
                    folder = 0;
                    close();
                    break;
                }
            }
            return files;
        } catch (DirectoryIteratorException e) {
            close();
            throw e.getCause();
        }
    }

    private void add(Path path, List<F> files) {
        parse.apply(path.getFileName().toString())
                // One that lies in another folder is none of ours.
                .filter(file -> root.resolve(key.apply(file)).equals(path))
                .ifPresent(files::add);
    }

    // It stays open from step to step, until its last file or close().
    @SuppressWarnings("StreamResourceLeak")
    private void open(int number) throws IOException {
        close();
        try {
            open =
                    Files.newDirectoryStream(
                            root.resolve(HexFormat.of().toHexDigits((byte) number)));
            rest = open.iterator();
        } catch (NoSuchFileException e) {
            // Nothing was published there yet.
        }
    }

    @Override
    public void close() throws IOException {
        rest = Collections.emptyIterator();
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
