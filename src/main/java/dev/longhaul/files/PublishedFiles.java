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

/**
 * Walks through all published files, folder by folder, as many at a time as are asked for: however many there are, a
 * step takes no longer and needs no more memory. For one thread at a time.
 *
 * @param <F> what names them
 */
public final class PublishedFiles<F> implements AutoCloseable {

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
    PublishedFiles(Path root, Function<String, Optional<F>> parse, Function<F, String> key) {
        this.root = root;
        this.parse = parse;
        this.key = key;
    }

    /**
     * The next {@code most} files. Fewer only at the end of all folders, after which it begins anew.
     *
     * @throws IOException if a folder could not be read to its end; the next call goes on with the one after it
     */
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

    /** Lets go of the folder that is being read. */
    @Override
    public void close() throws IOException {
        rest = Collections.emptyIterator();
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
