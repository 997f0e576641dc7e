package dev.longhaul.local;

import dev.longhaul.Bootstrap.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the archive for this platform that comes as a library.
 *
 * @param parent holds them in a folder for each version, so that an upgrade does not go on with the old ones
 */
record PostgreSqlBinaries(Path parent) {

    private static final String UNFINISHED = "unpacking-";

    /**
     * The folder that holds {@code bin}, unpacked unless it is there already. Unpacked under another name and then
     * renamed, so that what is there is whole, also after a crash or when two processes unpack at once.
     *
     * @throws StartFailure if there is no archive for this platform or no room for it
     */
    Path unpack() {
        Path target = target();
        if (Files.isDirectory(target)) {
            return target;
        }
        String archive = "/postgres-" + platform() + ".txz";
        try (InputStream packed = PostgreSqlBinaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new StartFailure(
                        "there is no embedded PostgreSQL for "
                                + platform()
                                + ". Start a PostgreSQL and name it with QUARKUS_DATASOURCE_JDBC_URL, QUARKUS_DATASOURCE_USERNAME"
                                + " and QUARKUS_DATASOURCE_PASSWORD.");
            }
            Files.createDirectories(parent);
            Path unpacked = Files.createTempDirectory(parent, UNFINISHED);
            unpack(packed, unpacked);
            moveInto(target, unpacked);
            return target;
        } catch (IOException e) {
            throw new StartFailure(
                    "PostgreSQL could not be unpacked into " + parent + " (" + e + ").", e);
        }
    }

    /** Removes the programs of other versions, and what a killed process had begun to unpack. */
    void removeOthers() throws IOException {
        String current = target().getFileName().toString();
        try (var folders = Files.list(parent)) {
            for (Path folder : folders.toList()) {
                String name = folder.getFileName().toString();
                boolean programs = name.startsWith(UNFINISHED) || name.startsWith("postgresql-");
                if (programs && !name.equals(current)) {
                    delete(folder);
                }
            }
        }
    }

    private Path target() {
        return parent.resolve("postgresql-" + version() + "-" + platform());
    }

    /** That of the library, which the build writes down: the archive does not name it. */
    static String version() {
        try (InputStream version =
                PostgreSqlBinaries.class.getResourceAsStream("postgresql.version")) {
            if (version == null) {
                throw new IllegalStateException("the build has left out postgresql.version");
            }
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String platform() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return (mac ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64");
    }

    private static void unpack(InputStream packed, Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path path = directory.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.resolveSibling(""));
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.resolveSibling(""));
                    Files.copy(tar, path);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path,
                            PosixFilePermissions.fromString(
                                    executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static void moveInto(Path target, Path unpacked) throws IOException {
        try {
            Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process was quicker; its copy is as good.
            delete(unpacked);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
