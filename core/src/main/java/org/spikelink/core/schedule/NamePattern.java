package org.spikelink.core.schedule;

import static org.spikelink.core.schedule.ScheduleException.require;

import java.io.Serializable;
import java.util.List;

/**
 * A regular expression that a whole stream name must match. Schedules come from others, so no pattern may take long:
 * all ways through the pattern are followed at the same time, character by character (Thompson 1968), which takes at
 * most the length of the name times the length of the pattern. Java's own expressions can take for ever.
 *
 * <p>Known are literals, {@code .}, classes such as {@code [a-z_]} and {@code [^0-9]}, {@code \d}, {@code \w}, {@code
 * \s}, groups, {@code |}, {@code *}, {@code +}, {@code ?}, and a backslash before any other character that is neither a letter nor a
 * digit. They mean what they mean in Java. Counts such as {@code {3}}, anchors, back references and lookarounds are
 * rejected.
 */
public final class NamePattern implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Longer patterns are rejected. */
    public static final int MOST_CHARS = 200;

    private final String text;
    private final transient List<PatternStep> program;

    /** Throws {@link ScheduleException}, with the position, if the text is no pattern. */
    public NamePattern(String text) {
        require(
                !text.isEmpty() && text.length() <= MOST_CHARS,
                "a pattern must have 1..%d characters (got '%s')",
                MOST_CHARS,
                text);
        this.text = text;
        this.program = new PatternParser(text).program();
    }

    /** As it was given. */
    public String text() {
        return text;
    }

    /** Whether the whole name matches. */
    public boolean matches(String name) {
        Places places = new Places(program);
        places.add(0);
        int[] codePoints = name.codePoints().toArray();
        for (int c : codePoints) {
            places = places.after(c);
        }
        return places.has(program.size());
    }

    /** The places of the program that are reached at the same time. */
    private static final class Places {
        private final List<PatternStep> program;
        private final boolean[] reached;
        private final int[] list;
        private int size;

        Places(List<PatternStep> program) {
            this.program = program;
            this.reached = new boolean[program.size() + 1];
            this.list = new int[program.size() + 1];
        }

        boolean has(int place) {
            return reached[place];
        }

        /** Adds a place and all that are reached from it without a character. */
        void add(int place) {
            int from = size;
            reach(place);
            for (int n = from; n < size; n++) {
                if (list[n] < program.size()
                        && program.get(list[n]) instanceof PatternStep.Jump j) {
                    reach(list[n] + j.first());
                    reach(list[n] + j.second());
                }
            }
        }

        private void reach(int place) {
            if (!reached[place]) {
                reached[place] = true;
                list[size++] = place;
            }
        }

        Places after(int codePoint) {
            Places next = new Places(program);
            for (int n = 0; n < size; n++) {
                if (list[n] < program.size()
                        && program.get(list[n]) instanceof PatternStep.One one
                        && one.has(codePoint)) {
                    next.add(list[n] + 1);
                }
            }
            return next;
        }
    }

    private Object readResolve() {
        return new NamePattern(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamePattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
