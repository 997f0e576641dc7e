package dev.longhaul.handler;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says where a text stops being JSON and why, in words that are not about the parser. */
public final class JsonFlaw {

    private static final String ELSE = "this is not JSON";

    /** What the parser begins its messages with, and what that means; {@code $1} is what it quotes. */
    private static final List<Meaning> MEANINGS =
            List.of(
                    new Meaning(
                            "Duplicate field '(.*)'.*", "the member '$1' is there twice; keep one"),
                    new Meaning("Unexpected character \\('(.)'.*", "'$1' cannot stand here"),
                    new Meaning("Unexpected character \\(.*", "this character cannot stand here"),
                    new Meaning(
                            "Unrecognized token '(.*?)'.*",
                            "'$1' is no JSON value; text stands in double quotes"),
                    new Meaning(
                            "Unrecognized character escape '(.)'.*",
                            "'\\$1' is no escape of JSON; a backslash itself is written \\\\"),
                    new Meaning(
                            "Illegal unquoted character.*",
                            "a string holds a line break or another control character; write it as an escape like \\n"),
                    new Meaning("Illegal character.*", "a control character cannot stand here"),
                    new Meaning("Invalid numeric value.*", "this is no number of JSON"),
                    new Meaning("Invalid UTF-8.*", "this is not UTF-8"));

    private record Meaning(Pattern message, String words) {

        Meaning(String message, String words) {
            this(Pattern.compile(message), words);
        }

        Optional<String> of(String line) {
            Matcher found = message.matcher(line);
            if (!found.matches()) {
                return Optional.empty();
            }
            return Optional.of(
                    found.groupCount() == 0 ? words : words.replace("$1", found.group(1)));
        }
    }

    private JsonFlaw() {}

    /** Such as {@code line 1, column 33: the JSON ends before all that it opens is closed}, without a full stop. */
    public static String of(JsonProcessingException failure) {
        JsonLocation place = failure.getLocation();
        String what = what(failure);
        return place == null
                ? what
                : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": " + what;
    }

    private static String what(JsonProcessingException failure) {
        return switch (failure) {
            case JsonEOFException _ -> "the JSON ends before all that it opens is closed";
            case StreamConstraintsException _ ->
                    "this is nested too deeply, or a name, a number or a string is too long";
            case MismatchedInputException _ ->
                    "there is more after the end of the JSON; send one value";
            default -> meaning(failure.getOriginalMessage());
        };
    }

    private static String meaning(String message) {
        String line = message.lines().findFirst().orElse("");
        return MEANINGS.stream()
                .flatMap(meaning -> meaning.of(line).stream())
                .findFirst()
                .orElse(ELSE);
    }
}
