package dev.longhaul.jobtypes.archive;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of entries that are safe to unpack anywhere: relative, without steps upwards, without characters that some system does
 * not take, each once, also where large and small letters are the same.
 */
final class EntryNames {

    private static final int LONGEST = 200;
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}:*?\"<>|]");

    /** Windows drops dots and spaces at the end, and some programs drop any kind of space. */
    private static final Pattern ENDING = Pattern.compile("[.\\p{Z}]+\\z");

    private final Set<String> taken = new HashSet<>();

    /** How often a name was wanted once more: without it, many of the same would take their time squared. */
    private final Map<String, Integer> numbers = new HashMap<>();

    /** A safe name like the one that is wanted; folders are parted by slashes. */
    String next(String wanted) {
        String safe = safe(wanted);
        int slash = safe.lastIndexOf('/');
        int dot = safe.lastIndexOf('.');
        String stem = dot > slash + 1 ? safe.substring(0, dot) : safe;
        String extension = safe.substring(stem.length());
        String unique = safe;
        while (!taken.add(unique.toLowerCase(Locale.ROOT))) {
            int number = numbers.merge(safe.toLowerCase(Locale.ROOT), 1, Integer::sum) + 1;
            unique = stem + " (" + number + ")" + extension;
        }
        return unique;
    }

    private static String safe(String wanted) {
        List<String> steps = new ArrayList<>();
        for (String step : wanted.replace('\\', '/').split("/", -1)) {
            String safe = step(step);
            if (!safe.isEmpty()) {
                steps.add(safe);
            }
        }
        return steps.isEmpty() ? "file" : String.join("/", steps);
    }

    /** Nothing is left of a step like {@code ..}, whatever spaces it has: the ending goes last, after every other change. */
    private static String step(String name) {
        String normal = Normalizer.normalize(name, Normalizer.Form.NFC);
        String plain = UNSAFE.matcher(normal).replaceAll("_").strip();
        int end =
                plain.codePointCount(0, plain.length()) <= LONGEST
                        ? plain.length()
                        : plain.offsetByCodePoints(0, LONGEST);
        return ENDING.matcher(plain.substring(0, end)).replaceAll("");
    }
}
