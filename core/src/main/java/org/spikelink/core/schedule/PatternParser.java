package org.spikelink.core.schedule;

import java.util.ArrayList;
import java.util.List;

/** Turns a pattern into its program: alternatives of sequences of repeated characters, classes and groups. */
final class PatternParser {
    private static final List<int[]> DIGITS = List.of(range('0', '9'));
    private static final List<int[]> WORDS =
            List.of(range('a', 'z'), range('A', 'Z'), range('0', '9'), range('_', '_'));
    private static final List<int[]> SPACES = List.of(range('\t', '\r'), range(' ', ' '));
    private static final List<int[]> LINE_ENDS =
            List.of(range('\n', '\n'), range('\r', '\r'), range(0x85, 0x85), range(0x2028, 0x2029));
    private static final String REPEATS = "*+?";
    private static final String SPECIAL = "{}^$";

    private final int[] pattern; // code points
    private int at;

    PatternParser(String pattern) {
        this.pattern = pattern.codePoints().toArray();
    }

    List<PatternStep> program() {
        List<PatternStep> program = alternatives();
        if (!atEnd()) {
            throw failure("a ')' without '('");
        }
        return program;
    }

    private List<PatternStep> alternatives() {
        List<PatternStep> left = sequence();
        if (!takes('|')) {
            return left;
        }
        List<PatternStep> right = alternatives();
        List<PatternStep> both = new ArrayList<>();
        both.add(new PatternStep.Jump(1, left.size() + 2));
        both.addAll(left);
        both.add(jump(right.size() + 1));
        both.addAll(right);
        return both;
    }

    private List<PatternStep> sequence() {
        List<PatternStep> all = new ArrayList<>();
        while (!atEnd() && pattern[at] != '|' && pattern[at] != ')') {
            all.addAll(repeated(atom()));
        }
        return all;
    }

    private List<PatternStep> repeated(List<PatternStep> once) {
        if (atEnd() || REPEATS.indexOf(pattern[at]) < 0) {
            return once;
        }
        int repeat = pattern[at++];
        if (!atEnd() && REPEATS.indexOf(pattern[at]) >= 0) {
            throw failure("one repetition behind another");
        }
        List<PatternStep> steps = new ArrayList<>();
        if (repeat != '+') {
            steps.add(new PatternStep.Jump(1, once.size() + (repeat == '?' ? 1 : 2)));
        }
        steps.addAll(once);
        if (repeat == '*') {
            steps.add(jump(-once.size() - 1));
        } else if (repeat == '+') {
            steps.add(new PatternStep.Jump(-once.size(), 1));
        }
        return steps;
    }

    private static PatternStep jump(int places) {
        return new PatternStep.Jump(places, places);
    }

    private List<PatternStep> atom() {
        int c = pattern[at];
        if (REPEATS.indexOf(c) >= 0) {
            throw failure("a repetition of nothing");
        }
        if (SPECIAL.indexOf(c) >= 0) {
            throw failure("'%c', which is not supported (write \\%c for itself)".formatted(c, c));
        }
        at++;
        return switch (c) {
            case '(' -> group();
            case '[' -> List.of(bracket());
            case '.' -> List.of(new PatternStep.One(LINE_ENDS, true));
            case '\\' -> List.of(escaped());
            default -> List.of(one(c));
        };
    }

    private List<PatternStep> group() {
        if (takes('?') && !takes(':')) {
            throw failure("a group of an unknown kind");
        }
        List<PatternStep> inside = alternatives();
        if (!takes(')')) {
            throw failure("a '(' without ')'");
        }
        return inside;
    }

    private PatternStep.One bracket() {
        boolean negated = takes('^');
        List<int[]> ranges = new ArrayList<>();
        while (!takes(']')) {
            ranges.addAll(member());
        }
        if (ranges.isEmpty()) {
            throw failure("an empty class");
        }
        return new PatternStep.One(ranges, negated);
    }

    /** A character of a class, a range of them, or an escape. */
    private List<int[]> member() {
        int from = next("a '[' without ']'");
        if (from == '[' || from == '&') {
            throw failure("'%c' inside a class (write \\%c)".formatted(from, from));
        }
        if (from == '\\') {
            PatternStep.One escaped = escaped();
            if (escaped.negated()) {
                throw failure("a negated escape inside a class");
            }
            if (!isSingle(escaped)) {
                return escaped.ranges();
            }
            from = escaped.ranges().get(0)[0];
        }
        boolean isRange = at + 1 < pattern.length && pattern[at] == '-' && pattern[at + 1] != ']';
        if (!isRange) {
            return List.of(range(from, from));
        }
        at++;
        int to = next("a '[' without ']'");
        if (to == '\\') {
            PatternStep.One escaped = escaped();
            to = isSingle(escaped) ? escaped.ranges().get(0)[0] : -1;
        }
        if (to < from) {
            throw failure("a range that ends before it starts");
        }
        return List.of(range(from, to));
    }

    private static boolean isSingle(PatternStep.One step) {
        return step.ranges().size() == 1 && step.ranges().get(0)[0] == step.ranges().get(0)[1];
    }

    private PatternStep.One escaped() {
        int c = next("a '\\' at the end");
        return switch (c) {
            case 'd' -> new PatternStep.One(DIGITS, false);
            case 'D' -> new PatternStep.One(DIGITS, true);
            case 'w' -> new PatternStep.One(WORDS, false);
            case 'W' -> new PatternStep.One(WORDS, true);
            case 's' -> new PatternStep.One(SPACES, false);
            case 'S' -> new PatternStep.One(SPACES, true);
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw failure("an unknown escape \\%s".formatted(Character.toString(c)));
                }
                yield one(c);
            }
        };
    }

    private static PatternStep.One one(int codePoint) {
        return new PatternStep.One(List.of(range(codePoint, codePoint)), false);
    }

    private static int[] range(int from, int to) {
        return new int[] {from, to};
    }

    private int next(String otherwise) {
        if (atEnd()) {
            throw failure(otherwise);
        }
        return pattern[at++];
    }

    private boolean takes(int c) {
        boolean found = !atEnd() && pattern[at] == c;
        at += found ? 1 : 0;
        return found;
    }

    private boolean atEnd() {
        return at == pattern.length;
    }

    private ScheduleException failure(String what) {
        String text = new String(pattern, 0, pattern.length);
        return new ScheduleException(
                "pattern '%s' must be a regular expression (got %s, near character %d)"
                        .formatted(text, what, at + 1));
    }
}
