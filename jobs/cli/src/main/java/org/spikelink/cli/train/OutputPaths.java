package org.spikelink.cli.train;

import java.nio.file.Files;
import java.nio.file.Path;
import org.spikelink.core.error.SpikelinkException;

/** Checks before the training starts that its results can be written. */
final class OutputPaths {
    private OutputPaths() {}

    /**
     * The folder of the model file must exist.
     *
     * @param overwrites whether a model that exists may be overwritten
     */
    static void checkModel(Path out, boolean overwrites) {
        if (out == null) {
            return;
        }
        if (Files.isDirectory(out)) {
            throw new SpikelinkException(
                    out + ": must be a file to write the model to, not a folder");
        }
        if (Files.isRegularFile(out) && !overwrites) {
            throw new SpikelinkException(out + ": exists already; --force overwrites it");
        }
        checkFolder(out.toAbsolutePath().getParent());
    }

    /** The report's folder is created, in a folder that exists. */
    static void checkReport(Path report) {
        Path there = report == null ? null : report.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there != null) {
            checkFolder(there);
        }
    }

    private static void checkFolder(Path folder) {
        if (!(Files.isDirectory(folder) && Files.isWritable(folder))) {
            throw new SpikelinkException(folder + ": must be a folder that can be written to");
        }
    }
}
