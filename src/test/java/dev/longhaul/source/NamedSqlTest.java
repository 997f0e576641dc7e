package dev.longhaul.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSqlTest {

    @Test
    void parametersBecomeQuestionMarks() {
        NamedSql sql = NamedSql.parse("SELECT :a, b FROM t WHERE c = :b_1 AND d > :a");
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
        NamedSql sql = NamedSql.parse(text);
        assertThat(sql.names()).isEmpty();
        assertThat(sql.forJdbc()).isEqualTo(text);
    }

    @Test
    void operatorsWithQuestionMarksAreEscapedAndLiteralsAreNot() {
        assertThat(NamedSql.parse("SELECT data ? 'a?b', data ?| :keys").forJdbc())
                .isEqualTo("SELECT data ?? 'a?b', data ??| ?");
    }

    @Test
    void aSemicolonAtTheEndIsDroppedAndAnotherStatementIsSeen() {
        assertThat(NamedSql.parse("SELECT 1; -- done").forJdbc()).isEqualTo("SELECT 1");
        assertThat(NamedSql.parse("SELECT 1; -- done").hasSeveralStatements()).isFalse();
        assertThat(NamedSql.parse("SELECT 1; DROP TABLE t").hasSeveralStatements()).isTrue();
        assertThat(NamedSql.parse("SELECT 1; 'x'").hasSeveralStatements()).isTrue();
        assertThat(NamedSql.parse("SELECT ';'").hasSeveralStatements()).isFalse();
    }

    @Test
    void aPlaceThatTheServerNamesIsFoundInTheText() {
        NamedSql sql = NamedSql.parse("SELECT :longName,\n  :other,\n  wrong");
        // What the server saw: SELECT $1,\n  $2,\n  wrong
        assertThat(sql.lineAtServerPosition("SELECT $1,\n  $2,\n  w".length())).isEqualTo(2);
    }
}
