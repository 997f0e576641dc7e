package dev.longhaul.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.job.JobId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptFileTest {

    private static final String ID = "01937c1e-2b3c-7def-8123-456789abcdef";

    private final AttemptFile file = new AttemptFile(new JobId(UUID.fromString(ID)), 12);

    @Test
    void itsNameIsReadAsItWasWritten() {
        assertThat(file.name()).isEqualTo(ID + ".12");
        assertThat(AttemptFile.parse(file.name())).contains(file);
    }

    @Test
    void publishedFilesSpreadOverFoldersByTheLastDigitsOfTheJob() {
        assertThat(file.key()).isEqualTo("ef/" + ID + ".12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "writable123.tmp",
                ID,
                ID + ".",
                ID + ".0",
                ID + ".012",
                ID + ".1.tmp",
                ID + ".-1",
                ID + ".99999999999",
                "01937C1E-2B3C-7DEF-8123-456789ABCDEF.1"
            })
    void whatIsCalledOtherwiseIsNoneOfTheStores(String name) {
        assertThat(AttemptFile.parse(name)).isEmpty();
    }
}
