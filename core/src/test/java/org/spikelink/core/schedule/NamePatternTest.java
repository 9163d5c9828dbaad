package org.spikelink.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
    private static final List<String> PIECES =
            List.of(
                    "a", "b", "1", "-", ".", "[ab]", "[^a]", "[a-c1]", "\\d", "\\w", "\\.", "(a|b)",
                    "(?:ab)", "(a|)", "(|b1)", "[\\d-]", "[-b]", "é");
    private static final List<String> REPEATS = List.of("", "", "", "*", "+", "?");

    @Test
    void randomPatternsMatchWhatJavasExpressionsMatch() {
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String pattern = pattern(random, 0);
            String name = name(random);
            assertThat(new NamePattern(pattern).matches(name))
                    .as("seed %d: %s on '%s'", seed, pattern, name)
                    .isEqualTo(Pattern.matches(pattern, name));
        }
    }

    private static String pattern(SplittableRandom random, int depth) {
        StringBuilder pattern = new StringBuilder();
        for (int n = random.nextInt(1, 5); n > 0; n--) {
            boolean nested = depth < 2 && random.nextInt(4) == 0;
            String piece = nested ? "(" + pattern(random, depth + 1) + ")" : any(random, PIECES);
            pattern.append(piece).append(any(random, REPEATS));
            if (random.nextInt(8) == 0) {
                pattern.append("|a");
            }
        }
        return pattern.toString();
    }

    private static String any(SplittableRandom random, List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String name(SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--) {
            name.append("ab1-.cé".charAt(random.nextInt(7)));
        }
        return name.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a*)*b",
                "(a|aa)+b",
                "(a|a)*(a|a)*(a|a)*c",
                "((((a*)*)*)*)*b",
                "(||||)(||||)(||||)(||||)(||||)(||||)(||||)(||||)(||||)x"
            })
    void patternsThatTakeForEverElsewhereAreNoTrouble(String pattern) {
        assertThat(new NamePattern(pattern).matches("a".repeat(1_024))).isFalse();
    }

    @Test
    void theWholeNameMustMatch() {
        assertThat(new NamePattern("cam").matches("camera")).isFalse();
        assertThat(new NamePattern("cam.*").matches("camera")).isTrue();
        assertThat(new NamePattern("hall-\\d+").matches("hall-12")).isTrue();
        assertThat(new NamePattern(".").matches("😀")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a{2}", "^a", "a$", "(a", "a)", "[a", "a**", "*a", "\\1", "\\", "(?=a)",
                "[b-a]", "[]", "[a&&b]", "\\u"
            })
    void whatIsNotSupportedIsRejected(String pattern) {
        assertThatThrownBy(() -> new NamePattern(pattern))
                .isInstanceOf(ScheduleException.class)
                .hasMessageContaining("pattern");
        assertThatThrownBy(() -> new NamePattern("a".repeat(201)))
                .hasMessageContaining("1..200 characters");
    }
}
