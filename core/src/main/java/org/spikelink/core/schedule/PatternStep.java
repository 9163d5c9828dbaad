package org.spikelink.core.schedule;

import java.util.List;

/** A step of the program that a {@link NamePattern} becomes. The program ends behind its last step. */
sealed interface PatternStep {
    /** Goes on at two places without a character, given relative to this step. */
    record Jump(int first, int second) implements PatternStep {}

    /**
     * Takes one character.
     *
     * @param ranges the first and the last code point of each
     * @param negated whether it takes those outside of them
     */
    record One(List<int[]> ranges, boolean negated) implements PatternStep {
        boolean has(int codePoint) {
            for (int[] range : ranges) {
                if (range[0] <= codePoint && codePoint <= range[1]) {
                    return !negated;
                }
            }
            return negated;
        }
    }
}
