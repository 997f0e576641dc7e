package dev.longhaul.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query with named parameters, {@code :userId}, taken apart so that values are bound and never become part of the text.
 * In literals, quoted names and comments nothing is a parameter.
 */
public final class NamedSql {

    /** A parameter at one place of the text. */
    record Occurrence(String name, int offset) {}

    private final String text;
    private final SqlText rules;
    private final List<Occurrence> occurrences;
    private final int end;
    private final boolean severalStatements;

    private NamedSql(
            String text,
            SqlText rules,
            List<Occurrence> occurrences,
            int end,
            boolean severalStatements) {
        this.text = text;
        this.rules = rules;
        this.occurrences = List.copyOf(occurrences);
        this.end = end;
        this.severalStatements = severalStatements;
    }

    /** Takes {@code text} apart. Whatever it is: what is wrong with it is for others to say. */
    static NamedSql parse(String text, SqlText rules) {
        var occurrences = new ArrayList<Occurrence>();
        int at = 0;
        int semicolon = -1;
        boolean several = false;
        while (at < text.length()) {
            int next = rules.skip(text, at);
            if (next > at) {
                several |= semicolon >= 0 && !rules.startsComment(text, at);
                at = next;
                continue;
            }
            char character = text.charAt(at);
            if (character == ';' && semicolon < 0) {
                semicolon = at;
            } else if (semicolon >= 0 && !Character.isWhitespace(character)) {
                several = true;
            } else if (SqlText.startsParameter(text, at)) {
                int stop = SqlText.endOfName(text, at + 1);
                occurrences.add(new Occurrence(text.substring(at + 1, stop), at));
                at = stop;
                continue;
            }
            at++;
        }
        return new NamedSql(
                text, rules, occurrences, semicolon < 0 ? text.length() : semicolon, several);
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** The names of the parameters, in the order of their places; a name may be there more than once. */
    List<String> names() {
        return occurrences.stream().map(Occurrence::name).toList();
    }

    Set<String> distinctNames() {
        return new TreeSet<>(names());
    }

    List<Occurrence> occurrences() {
        return occurrences;
    }

    boolean hasSeveralStatements() {
        return severalStatements;
    }

    /** For JDBC: a question mark for each parameter, and operators that hold one escaped as pgjdbc wants it. */
    String forJdbc() {
        var sql = new StringBuilder();
        int at = 0;
        for (Occurrence occurrence : occurrences) {
            sql.append(escaped(at, occurrence.offset())).append('?');
            at = occurrence.offset() + 1 + occurrence.name().length();
        }
        return sql.append(escaped(at, end)).toString();
    }

    private String escaped(int from, int to) {
        var part = new StringBuilder();
        int at = from;
        while (at < to) {
            int next = Math.min(rules.skip(text, at), to);
            if (next > at) {
                part.append(text, at, next);
                at = next;
            } else {
                part.append(text.charAt(at) == '?' ? "??" : String.valueOf(text.charAt(at)));
                at++;
            }
        }
        return part.toString();
    }

    /** The line, from 0, of a place in what the server saw, where parameters are {@code $1}, {@code $2} and so on. */
    int lineAtServerPosition(int position) {
        var server = new StringBuilder();
        int at = 0;
        int number = 1;
        for (Occurrence occurrence : occurrences) {
            server.append(text, at, occurrence.offset()).append('$').append(number++);
            at = occurrence.offset() + 1 + occurrence.name().length();
        }
        server.append(text, at, text.length());
        return lineOf(server.toString(), Math.min(Math.max(position - 1, 0), server.length()));
    }

    /** The line, from 0, of the first place where the word stands; 0 if it does not. */
    int lineOfWord(String word) {
        Matcher found =
                Pattern.compile("(?<![\\w$])" + Pattern.quote(word) + "(?![\\w$])").matcher(text);
        return found.find() ? lineOf(found.start()) : 0;
    }

    /** The word with which the statement begins, in lower case; empty if there is none. */
    String firstWord() {
        int start = 0;
        while (start < end
                && (rules.skip(text, start) > start || !Character.isLetter(text.charAt(start)))) {
            start = Math.max(start + 1, rules.skip(text, start));
        }
        return start >= end
                ? ""
                : text.substring(start, SqlText.endOfName(text, start)).toLowerCase(Locale.ROOT);
    }

    /** The line, from 0, of an offset into the text. */
    int lineOf(int offset) {
        return lineOf(text, offset);
    }

    private static int lineOf(String text, int offset) {
        return (int)
                text.substring(0, offset).chars().filter(character -> character == '\n').count();
    }
}
