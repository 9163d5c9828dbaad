package org.spikelink.jobs.cli;

import java.nio.file.Path;
import org.apache.flink.util.FileUtils;

/** Deletes what a command kept for itself. */
final class TemporaryFolder {
    private TemporaryFolder() {}

    /** Deletes a folder and all in it; what cannot be deleted stays. */
    static void delete(Path folder) {
        FileUtils.deleteDirectoryQuietly(folder.toFile());
    }
}
