package dev.longhaul.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.PackagedApplication;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a source's settings, and what only may be wrong. */
class SourcePoolTest {

    private static final SourceOf RIGHT = SourceOf.url("jdbc:mariadb://127.0.0.1:3306/shop");

    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                Arguments.of(
                        SourceOf.url("jdbc:oracle:thin:@//db:1521/shop"),
                        "longhaul.sources.shop.url is of a kind that is not known here; it has to be a JDBC URL like"
                                + " jdbc:postgresql://db.example.org:5432/shop or"
                                + " jdbc:mariadb://db.example.org:3306/shop (jdbc:mysql: too)."),
                Arguments.of(
                        RIGHT.withMaxConnections(0),
                        "longhaul.sources.shop.max-connections is 0; allow at least 1."),
                Arguments.of(
                        RIGHT.withStatementTimeout(Duration.ZERO),
                        "longhaul.sources.shop.statement-timeout is PT0S; it has to be between 1s and 24d."),
                Arguments.of(
                        RIGHT.withLogin("reader", "x")
                                .withPasswordFile("reader", Path.of("pom.xml")),
                        "longhaul.sources.shop.password-file is set, and so is password; keep one of the two."),
                Arguments.of(
                        RIGHT.withPasswordFile("reader", Path.of("/no/such/secret")),
                        "longhaul.sources.shop.password-file is /no/such/secret, which is no file that can be read; name"
                                + " one that holds nothing but the password."));
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void aWrongSettingStopsTheStartWithASentence(SourceOf settings, String sentence) {
        assertThatThrownBy(settings::open)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(sentence);
    }

    @Test
    void aDatabaseThatIsAwayDoesNotStopTheStart() {
        int nobody = PackagedApplication.freePort();
        Sources sources = SourceOf.url("jdbc:postgresql://127.0.0.1:" + nobody + "/shop").open();
        try {
            DatasetSet set =
                    DatasetSet.load(
                            List.of(
                                    new WatchedFolder.TextFile(
                                            "a.yaml",
                                            "name: a\nsource: shop\nsql: SELECT 1 AS one")),
                            Map.of(),
                            sources);
            assertThat(set.errors()).isEmpty();
            assertThat(set.datasets()).containsOnlyKeys("a");
        } finally {
            sources.close();
        }
    }
}
