package dev.longhaul.jobtypes.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryNamesTest {

    private static final int MORE_THAN_A_PLAIN_ZIP_HOLDS = 70_000;

    @ParameterizedTest
    @CsvSource({
        "a.txt, a.txt",
        "folder/Grüße 🎉.txt, folder/Grüße 🎉.txt",
        "../../etc/passwd, etc/passwd",
        "/etc/passwd, etc/passwd",
        "..\\..\\windows\\system.ini, windows/system.ini",
        "C:\\a.txt, C_/a.txt",
        "a/./b/../c, a/b/c",
        "..., file",
        "'', file",
        "'what?\u202Egpj.exe', what__gpj.exe",
        "'a\u0000b\n.txt', a_b_.txt",
        "'..\u2003/..\u2003/etc/cron.d/x', etc/cron.d/x",
    })
    void namesAreSafeToUnpackAnywhere(String wanted, String name) {
        assertThat(new EntryNames().next(wanted)).isEqualTo(name);
    }

    @Test
    void noCharacterHidesAStepUpwards() {
        for (int point = 0; point <= Character.MAX_VALUE; point++) {
            String c = Character.toString(point);
            String name =
                    new EntryNames()
                            .next(".." + c + "/" + c + "../" + c + ".." + c + "/." + c + "./x");
            assertThat(name.split("/"))
                    .as("with U+%04X", point)
                    .noneMatch(step -> step.strip().matches("[.\\p{Z}]*"));
        }
    }

    @Test
    void whatIsCutEndsInNoDot() {
        String longest = "a".repeat(198);
        assertThat(new EntryNames().next(longest + "..txt/b")).isEqualTo(longest + "/b");
        assertThat(new EntryNames().next(longest + "bcd")).isEqualTo(longest + "bc");
    }

    @Test
    void eachNameIsThereOnce() {
        var names = new EntryNames();
        assertThat(names.next("a.txt")).isEqualTo("a.txt");
        assertThat(names.next("a.txt")).isEqualTo("a (2).txt");
        assertThat(names.next("A.TXT")).isEqualTo("A (3).TXT");
        assertThat(names.next("a (2).txt")).isEqualTo("a (2) (2).txt");
        assertThat(names.next("x/.env")).isEqualTo("x/.env");
        assertThat(names.next("x/.env")).isEqualTo("x/.env (2)");
    }

    @Test
    void anArchiveHoldsMoreThanAPlainZip(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("many.zip");
        try (var target = new BufferedOutputStream(Files.newOutputStream(file))) {
            var archive = new Archive(target);
            for (int i = 0; i < MORE_THAN_A_PLAIN_ZIP_HOLDS; i++) {
                archive.add("n", Deflater.NO_COMPRESSION, InputStream.nullInputStream());
                if (i == 0) {
                    byte[] content = {1, 2, 3};
                    archive.add("n", 9, new ByteArrayInputStream(content));
                }
            }
            archive.end();
        }
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(MORE_THAN_A_PLAIN_ZIP_HOLDS + 1);
            assertThat(zip.getInputStream(zip.getEntry("n (2)")).readAllBytes())
                    .containsExactly(1, 2, 3);
            assertThat(zip.getEntry("n (" + (MORE_THAN_A_PLAIN_ZIP_HOLDS + 1) + ")")).isNotNull();
        }
    }
}
