package org.spikelink.trainer.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data that lies outside the project; tests that need it skip where it is absent. */
public final class SharedData {
    private SharedData() {}

    public static Path path(String name) {
        Path path = Path.of(System.getProperty("shared.dir", "../shared"), "data").resolve(name);
        assumeTrue(Files.exists(path), () -> "needs real data: " + path);
        return path;
    }
}
