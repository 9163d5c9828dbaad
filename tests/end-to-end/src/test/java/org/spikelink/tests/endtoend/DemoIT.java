package org.spikelink.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.spikelink.cli.Spikelink;

/** The first command that anyone runs. */
final class DemoIT {
    private static final Pattern ACCURACY =
            Pattern.compile("accuracy ([0-9.]+) % \\([0-9]+ of 180 recordings\\)");

    @Test
    void withoutOptionsSimulatedGesturesGoThroughAllOfItAndAtLeast95PercentComeOutRight() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream original = System.out;
        int code;
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            System.setOut(out);
            code = Spikelink.run("demo");
        } finally {
            System.setOut(original);
        }
        String output = bytes.toString(UTF_8);

        Matcher accuracy = ACCURACY.matcher(output);
        assertThat(accuracy.find()).as(output).isTrue();
        assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThanOrEqualTo(95);
        assertThat(output).contains("recordings 180, lost 0, different from evaluate 0");
        assertThat(code).isZero();
    }
}
