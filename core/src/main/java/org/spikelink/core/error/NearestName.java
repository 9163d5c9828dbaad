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
     * The name that the fewest insertions, deletions, replacements and swaps of neighbouring characters lead to; the first by name of
     * several.
     */
    public static String to(String mistyped, Collection<String> names) {
        return names.stream()
                .sorted()
                .min(Comparator.comparingInt(name -> distance(mistyped, name)))
                .orElseThrow();
    }

    /** Levenshtein's distance, in which a swap of neighbours counts as one edit; row by row. */
    public static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (isSwap(from, i, to, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }
        return row[to.length()];
    }

    /** Whether the two characters before {@code i} are those before {@code j} in the other order. */
    private static boolean isSwap(String from, int i, String to, int j) {
        return i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
