package org.spikelink.jobs.train;

import java.nio.file.Files;
import java.nio.file.Path;
import org.spikelink.jobs.errors.CommandException;

/** Looks before anything is learned whether results can be written in the end. */
final class WritablePlaces {
    private WritablePlaces() {}

    /** The model goes into a folder that is there. */
    static void checkModel(Path out) {
        if (out == null) {
            return;
        }
        if (Files.isDirectory(out)) {
            throw new CommandException(
                    out + ": must be a file to write the model to, not a folder");
        }
        checkFolder(out.toAbsolutePath().getParent());
    }

    /** A report's folder is made where it is missing, in one that is there. */
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
            throw new CommandException(folder + ": must be a folder that can be written to");
        }
    }
}
