package dev.longhaul.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSqlTest {

    private static NamedSql parse(String text) {
        return NamedSql.parse(text, SqlText.POSTGRESQL);
    }

    @Test
    void parametersBecomeQuestionMarks() {
        NamedSql sql = parse("SELECT :a, b FROM t WHERE c = :b_1 AND d > :a");
        assertThat(sql.names()).containsExactly("a", "b_1", "a");
        assertThat(sql.forJdbc()).isEqualTo("SELECT ?, b FROM t WHERE c = ? AND d > ?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ':x', 'it''s :x'",
                "SELECT E'\\':x'",
                "SELECT \":x\" FROM t",
                "SELECT 1 -- :x",
                "SELECT 1 /* :x /* :x */ :x */",
                "SELECT $$ :x $$, $tag$ :x $$ :x $tag$",
                "SELECT a::text, b::x",
                "SELECT a[1:n] FROM t",
                "SELECT 'unended :x"
            })
    void literalsCommentsAndCastsHoldNoParameters(String text) {
        NamedSql sql = parse(text);
        assertThat(sql.names()).isEmpty();
        assertThat(sql.forJdbc()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ':x', 'it''s :x', 'it\\'s :x'",
                "SELECT \":x \\\" :x\"",
                "SELECT `:x`` :x` FROM t",
                "SELECT 1 -- :x",
                "SELECT 1 # :x",
                "SELECT 1 /* :x /* :x */",
            })
    void mariaDbHasLiteralsAndCommentsOfItsOwn(String text) {
        NamedSql sql = NamedSql.parse(text, SqlText.MARIADB);
        assertThat(sql.names()).isEmpty();
        assertThat(sql.forJdbc()).isEqualTo(text);
    }

    @Test
    void whatIsACommentInPostgreSqlMayBeADifferenceInMariaDb() {
        assertThat(NamedSql.parse("SELECT 5--:x", SqlText.MARIADB).names()).containsExactly("x");
    }

    @Test
    void operatorsWithQuestionMarksAreEscapedAndLiteralsAreNot() {
        assertThat(parse("SELECT data ? 'a?b', data ?| :keys").forJdbc())
                .isEqualTo("SELECT data ?? 'a?b', data ??| ?");
    }

    @Test
    void aSemicolonAtTheEndIsDroppedAndAnotherStatementIsSeen() {
        assertThat(parse("SELECT 1; -- done").forJdbc()).isEqualTo("SELECT 1");
        assertThat(parse("SELECT 1; -- done").hasSeveralStatements()).isFalse();
        assertThat(parse("SELECT 1; DROP TABLE t").hasSeveralStatements()).isTrue();
        assertThat(parse("SELECT 1; 'x'").hasSeveralStatements()).isTrue();
        assertThat(parse("SELECT ';'").hasSeveralStatements()).isFalse();
    }

    @Test
    void aPlaceThatTheServerNamesIsFoundInTheText() {
        NamedSql sql = parse("SELECT :longName,\n  :other,\n  wrong");
        // What the server saw: SELECT $1,\n  $2,\n  wrong
        assertThat(sql.lineAtServerPosition("SELECT $1,\n  $2,\n  w".length())).isEqualTo(2);
    }
}
