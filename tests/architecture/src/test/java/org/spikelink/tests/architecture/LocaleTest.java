package org.spikelink.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Numbers look the same in every language: whatever formats decimals or groups of digits names Locale.ROOT. */
class LocaleTest {
    /** Runs in the commands' own process only, which sets the format's locale. */
    private static final List<String> COMMANDS = List.of("jobs/cli/", "tests/");

    /** {@code %.1f}, {@code %,d}, {@code %e}: what a locale writes in its own way. */
    private static final String NUMBER =
            "(?<!%)%[-+ 0(#]*(?:,[0-9]*d|,?[0-9]*(?:\\.[0-9]+)?[fegEG])";

    /** A string with such a number, up to {@code .formatted(} in the same statement. */
    private static final Pattern FORMATTED =
            Pattern.compile("\"[^\"\\n]*" + NUMBER + "[^\"\\n]*\"[^;{}]*?\\.formatted\\(");

    private static final Pattern FORMAT_WITHOUT_LOCALE =
            Pattern.compile("(?:String\\.format|\\.printf)\\(\\s*\"[^\"\\n]*" + NUMBER);

    @Test
    void numbersAreFormattedWithLocaleRoot() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            String text = Files.readString(file);
            for (Pattern pattern : List.of(FORMATTED, FORMAT_WITHOUT_LOCALE)) {
                Matcher found = pattern.matcher(text);
                while (found.find()) {
                    wrong.add(file + ": " + found.group().lines().findFirst().orElseThrow());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theRuleFindsWhatItForbids() {
        assertThat(FORMATTED.matcher("\"needs %.1f GiB\"\n    .formatted(x)").find()).isTrue();
        assertThat(FORMATTED.matcher("\"%,d values\" + y.formatted(n)").find()).isTrue();
        assertThat(FORMATTED.matcher("\"%d values\".formatted(n)").find()).isFalse();
        assertThat(FORMATTED.matcher("\"%% evt %s\".formatted(v)").find()).isFalse();
        assertThat(FORMAT_WITHOUT_LOCALE.matcher("String.format(\"%.1f\", x)").find()).isTrue();
        assertThat(FORMAT_WITHOUT_LOCALE.matcher("String.format(Locale.ROOT, \"%.1f\", x)").find())
                .isFalse();
    }

    private static List<Path> sources() throws IOException {
        Path root = DeploymentFiles.ROOT;
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(
                            file ->
                                    COMMANDS.stream()
                                            .noneMatch(
                                                    root.relativize(file).toString()::startsWith))
                    .toList();
        }
    }
}
