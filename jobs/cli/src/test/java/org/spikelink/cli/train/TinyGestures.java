package org.spikelink.cli.train;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Recordings that are learned in a second: a bar that moves to the left or to the right over 8x4 pixels. */
public final class TinyGestures {
    private static final int WIDTH = 8;
    private static final int HEIGHT = 4;
    private static final int STEP_US = 10_000;

    private TinyGestures() {}

    /** So many recordings of each class below {@code folder}, in N-MNIST's format; returns the folder. */
    public static Path write(Path folder, int ofEachClass, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (String label : new String[] {"left", "right"}) {
            Path of = Files.createDirectories(folder.resolve(label));
            for (int n = 0; n < ofEachClass; n++) {
                Files.write(
                        of.resolve("%03d.bin".formatted(n)),
                        recording(label.equals("right"), random));
            }
        }
        return folder;
    }

    private static byte[] recording(boolean right, SplittableRandom random) {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        for (int t = 0; t < WIDTH; t++) {
            for (int y = 0; y < HEIGHT; y++) {
                if (random.nextInt(10) > 1) {
                    event(events, right ? t : WIDTH - 1 - t, y, t * STEP_US + 100 * y);
                }
            }
            event(events, random.nextInt(WIDTH), random.nextInt(HEIGHT), t * STEP_US + 500);
        }
        return events.toByteArray();
    }

    private static void event(ByteArrayOutputStream to, int x, int y, int tUs) {
        to.write(x);
        to.write(y);
        to.write(0x80 | tUs >>> 16);
        to.write(tUs >>> 8);
        to.write(tUs);
    }
}
