package dev.longhaul.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDispositionTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "posts.json | attachment; filename=\"posts.json\"",
                "Übersicht €.csv | attachment; filename=\"_bersicht _.csv\"; filename*=UTF-8''%C3%9Cbersicht%20%E2%82%AC.csv",
                "a\"b.csv | attachment; filename=\"a_b.csv\"; filename*=UTF-8''a%22b.csv"
            })
    void oldClientsGetAPlainNameAndTheOthersTheExactOne(String filename, String header) {
        assertThat(ContentDisposition.attachment(filename)).isEqualTo(header);
    }
}
