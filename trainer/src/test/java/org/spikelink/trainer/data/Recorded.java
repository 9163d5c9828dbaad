package org.spikelink.trainer.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.spikelink.trainer.data.item.LabelledSequence;

/** Small recordings made by hand. */
final class Recorded {
    private Recorded() {}

    /** An N-MNIST file of ON events {x, y, µs}. */
    static Path events(Path file, int[]... events) {
        byte[] bytes = new byte[5 * events.length];
        for (int n = 0; n < events.length; n++) {
            int word = 1 << 23 | events[n][2];
            bytes[5 * n] = (byte) events[n][0];
            bytes[5 * n + 1] = (byte) events[n][1];
            bytes[5 * n + 2] = (byte) (word >> 16);
            bytes[5 * n + 3] = (byte) (word >> 8);
            bytes[5 * n + 4] = (byte) word;
        }
        return write(file, bytes);
    }

    /** A file of series of one channel: {@code label: values}. */
    static Path series(Path file, String... lines) {
        String[] labels =
                Arrays.stream(lines)
                        .map(line -> line.substring(0, line.indexOf(":")))
                        .distinct()
                        .toArray(String[]::new);
        StringBuilder text = new StringBuilder();
        text.append("@classLabel true ").append(String.join(" ", labels)).append("\n@data\n");
        for (String line : lines) {
            String[] sides = line.split(":", 2);
            text.append(sides[1].strip()).append(':').append(sides[0]).append('\n');
        }
        return write(file, text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Path write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sequence as text: {@code index*value} of each step, steps between bars. */
    static String text(LabelledSequence sequence) {
        StringBuilder text = new StringBuilder();
        for (int t = 0; t < sequence.steps(); t++) {
            text.append(t == 0 ? "" : "|");
            for (int n = sequence.start(t); n < sequence.end(t); n++) {
                float value = sequence.values()[n];
                text.append(n == sequence.start(t) ? "" : " ").append(sequence.indices()[n]);
                text.append('*').append(value == (int) value ? "" + (int) value : "" + value);
            }
        }
        return text.toString();
    }
}
