package dev.longhaul.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetFileTest {

    private static DatasetFile read(String content) {
        return DatasetFile.read(
                "shop.yaml", content, Map.of("shop", new PostgreSql(), "stock", new MariaDb()));
    }

    private static List<String> errors(String content) {
        return read(content).errors().stream().map(DatasetError::toString).toList();
    }

    @Test
    void aFileIsReadWithItsDefaults() {
        Dataset dataset =
                read("""
                name: big-orders
                description: Orders above a sum.
                source: shop
                parameters:
                  above: {type: number, minimum: 0, description: The least sum.}
                  since: {type: date, default: 2020-01-01}
                sql: |
                  SELECT id, sum FROM orders
                  WHERE sum > :above AND day >= :since
                """)
                        .dataset()
                        .orElseThrow();
        assertThat(dataset.rows()).isEqualTo("big-orders");
        assertThat(dataset.counted()).isTrue();
        assertThat(dataset.parameters())
                .extracting(DatasetParameter::name)
                .containsExactly("above", "since");
        assertThat(dataset.parameters())
                .extracting(DatasetParameter::required)
                .containsExactly(true, false);
    }

    @Test
    void boundsThatMeanNothingAreErrors() {
        assertThat(
                        errors(
                                """
                                name: orders
                                source: shop
                                parameters:
                                  since: {type: date, maxLength: 3, minimum: 7}
                                  name: {type: string, maximum: 9, maxLength: 2, default: ada}
                                  most: {type: integer, minimum: 9, maximum: 3}
                                  least: {type: number, minimum: 1, default: 0.5}
                                  note: {type: string, maxLength: 0}
                                sql: |
                                  SELECT id FROM orders
                                  WHERE day >= :since AND name = :name AND sum BETWEEN :least AND :most AND note = :note
                                """))
                .containsExactlyInAnyOrder(
                        "shop.yaml:4: 'minimum' is for the type integer or number and means nothing for date; remove it",
                        "shop.yaml:4: 'maxLength' is for the type string and means nothing for date; remove it",
                        "shop.yaml:5: 'maximum' is for the type integer or number and means nothing for string; remove it",
                        "shop.yaml:5: the default is longer than 'maxLength'",
                        "shop.yaml:6: 'minimum' is more than 'maximum'",
                        "shop.yaml:7: the default is not between 'minimum' and 'maximum'",
                        "shop.yaml:8: 'maxLength' has to be at least 1");
    }

    @Test
    void allErrorsAreFoundWithTheirLines() {
        assertThat(
                        errors(
                                """
                                name: Big Orders
                                descripton: x
                                source: shopp
                                parameters:
                                  above: {type: nummer}
                                  unused:
                                    type: integer
                                    default: many
                                count: roughly
                                key: ""
                                sql: |
                                  SELECT id
                                  FROM orders
                                  WHERE sum > :abov
                                """))
                .containsExactlyInAnyOrder(
                        "shop.yaml:1: 'Big Orders' cannot name a dataset; use lower-case words joined by hyphens",
                        "shop.yaml:2: 'descripton' is no key of a dataset; known are: name, description, source, sql,"
                                + " parameters, rows, count, key",
                        "shop.yaml:3: there is no source 'shopp'; there are: shop, stock",
                        "shop.yaml:5: 'nummer' is no type; there are: string, integer, number, boolean, date, timestamp,"
                                + " uuid",
                        "shop.yaml:8: 'default' does not fit the type: 'many' is not a whole number of at most 64 bits",
                        "shop.yaml:9: 'count' has to be exact or none, not 'roughly'",
                        "shop.yaml:10: 'key' has to name a column of the query",
                        "shop.yaml:14: ':abov' is not declared; declared are: unused",
                        "shop.yaml:6: parameter 'unused' is not used; the query has no :unused");
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThat(errors("description: nothing else"))
                .containsExactlyInAnyOrder(
                        "shop.yaml:1: a dataset needs the key 'name'",
                        "shop.yaml:1: a dataset needs the key 'source'",
                        "shop.yaml:1: a dataset needs the key 'sql'");
    }

    @Test
    void onlyOneQueryIsAllowedAndNothingElse() {
        assertThat(errors("{name: a, source: shop, sql: 'DELETE FROM t'}"))
                .containsExactly(
                        "shop.yaml:1: 'sql' has to be a query that begins with SELECT, WITH, VALUES or TABLE, not"
                                + " delete");
        assertThat(errors("{name: a, source: shop, sql: 'SELECT 1; SELECT 2'}"))
                .containsExactly(
                        "shop.yaml:1: 'sql' has to be one query; remove what follows the semicolon");
        assertThat(errors("{name: a, source: shop, sql: ''}"))
                .containsExactly("shop.yaml:1: 'sql' is empty");
        assertThat(errors("{name: a, source: shop, sql: '/* why */ (SELECT 1)'}")).isEmpty();
    }

    @Test
    void whatIsNoYamlIsSaidWithItsLine() {
        assertThat(errors("name: a\nsql: |\n\tSELECT 1"))
                .singleElement()
                .asString()
                .startsWith("shop.yaml:3: this is not YAML");
        assertThat(errors(""))
                .singleElement()
                .asString()
                .startsWith("shop.yaml:1: a dataset file is a mapping");
    }

    @Test
    void aKeyThatIsThereTwiceIsAnError() {
        assertThat(errors("name: a\nname: b\nsource: shop\nsql: SELECT 1"))
                .containsExactly("shop.yaml:2: 'name' is there twice; keep one");
    }
}
