package org.spikelink.core.io;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.spikelink.core.error.ClosedPipeException;

/**
 * A path that stands for a file which this process was started with, such as {@code /dev/stdout}. What is written goes behind
 * what the file holds, as in {@code command >> log}: opened by its path, the file would be overwritten from its start.
 */
final class OpenFile {
    private static final int MOST_LINKS = 40;
    private static final Pattern NAME =
            Pattern.compile("/dev/(stdout|stderr|fd/[0-9]+)|/proc/(self|[0-9]+)/fd/[0-9]+");
    private static final Pattern STDOUT = Pattern.compile("/dev/stdout|/(dev|proc/self)/fd/1");

    private OpenFile() {}

    /** Whether a path, or one that it links to, has the name of an open file. */
    static boolean isOne(Path file) throws IOException {
        return Files.exists(file) && leadsTo(NAME, file);
    }

    private static boolean leadsTo(Pattern name, Path file) throws IOException {
        Path at = file.toAbsolutePath().normalize();
        for (int links = 0; links < MOST_LINKS; links++) {
            if (name.matcher(at.toString()).matches()) {
                return true;
            }
            if (!Files.isSymbolicLink(at)) {
                return false;
            }
            at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
        }
        return false;
    }

    static void write(Path file, AtomicFile.Content content) throws IOException {
        if (leadsTo(STDOUT, file)) {
            System.out.flush();
            OutputStream out =
                    new FileOutputStream(FileDescriptor.out); // not closed: it is the process's
            try {
                content.writeTo(out);
                out.flush();
            } catch (IOException e) {
                if (StandardOutput.isPipe()) {
                    throw new ClosedPipeException();
                }
                throw e;
            }
            return;
        }
        try (OutputStream out =
                Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            content.writeTo(out);
        }
    }
}
