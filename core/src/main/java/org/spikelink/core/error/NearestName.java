package org.spikelink.core.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that a mistyped one was probably meant to be. */
public final class NearestName {
    private static final int MOST_EDITS = 3;
    private static final int CHARACTERS_AN_EDIT = 3;

    private NearestName() {}

    /**
     * The nearest name, if so few edits lead to it that it may be meant: three, and one for every three characters.
     */
    public static Optional<String> near(String mistyped, Collection<String> names) {
        int most = Math.min(MOST_EDITS, mistyped.length() / CHARACTERS_AN_EDIT);
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(to(mistyped, names)).filter(name -> distance(mistyped, name) <= most);
    }

    /**
     * The name that the fewest insertions, deletions and replacements of characters lead to; the first by name of
     * several.
     */
    public static String to(String mistyped, Collection<String> names) {
        return names.stream()
                .sorted()
                .min(Comparator.comparingInt(name -> distance(mistyped, name)))
                .orElseThrow();
    }

    /** Levenshtein's distance, row by row. */
    public static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
