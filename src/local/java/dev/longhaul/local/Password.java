package dev.longhaul.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The password of the embedded PostgreSQL, in a file that only the owner of the data can read. */
final class Password {

    private static final int BYTES = 32;

    private Password() {}

    /** What the file holds; a new one, if there is no such file. */
    static String keptIn(Path file) throws IOException {
        String known = Files.exists(file) ? Files.readString(file).strip() : "";
        return known.isEmpty() ? keepNew(file) : known;
    }

    private static String keepNew(Path file) throws IOException {
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        // Such files are made for their owner's eyes only.
        Path written = Files.createTempFile(file.resolveSibling(""), "password-", ".new");
        try (var channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((password + "\n").getBytes(StandardCharsets.US_ASCII)));
            // The database will know it; a crash may not make us forget it.
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        return password;
    }
}
