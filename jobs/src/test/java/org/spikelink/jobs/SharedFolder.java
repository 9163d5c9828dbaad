package org.spikelink.jobs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real data that the build's {@code shared.dir} names; what needs them skips without. */
public final class SharedFolder {
    private SharedFolder() {}

    /** A folder of the shared one, such as {@code data/recordings}. */
    public static Path of(String name) {
        Path folder = Path.of(System.getProperty("shared.dir", "absent"), name);
        assumeTrue(Files.isDirectory(folder), "no shared data: shared.dir names no folder " + name);
        return folder;
    }
}
