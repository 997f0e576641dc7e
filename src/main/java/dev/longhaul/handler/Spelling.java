package dev.longhaul.handler;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which word somebody meant who wrote another. */
public final class Spelling {

    private static final int LONGEST_WORD = 60;

    private Spelling() {}

    /** The known word that differs least, if a third of the letters at most would have to change. */
    public static Optional<String> closest(String word, Collection<String> known) {
        int tolerated = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= tolerated)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** Such as {@code  (did you mean 'export'?)} with its blank, to be put after a sentence; empty where nothing is alike. */
    public static String suggestion(String word, Collection<String> known) {
        return closest(word, known).map(close -> " (did you mean '" + close + "'?)").orElse("");
    }

    /** Levenshtein's, letters of either case being the same. */
    private static int distance(String left, String right) {
        if (left.length() > LONGEST_WORD) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same =
                        Character.toLowerCase(left.charAt(i - 1))
                                == Character.toLowerCase(right.charAt(j - 1));
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
