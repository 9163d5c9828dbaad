package org.spikelink.local.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.local.process.ProcessFolder;

/**
 * The options with which jobs were submitted to a local cluster, one file per job: {@code cluster stop} prints them,
 * so that a job resumes as it ran.
 *
 * @param folder of the files
 */
public record SubmittedOptions(Path folder) {
    /** Stores the options of a job: words of a command line without secrets. */
    public void write(String jobId, List<String> words) throws IOException {
        ProcessFolder.createPrivate(folder);
        AtomicFile.write(
                folder.resolve(jobId), String.join("\n", words).getBytes(StandardCharsets.UTF_8));
    }

    /** The options of a job; empty if it was not submitted by {@code classify --cluster}. */
    public Optional<List<String>> read(String jobId) throws IOException {
        try {
            return Optional.of(Files.readAllLines(folder.resolve(jobId)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
