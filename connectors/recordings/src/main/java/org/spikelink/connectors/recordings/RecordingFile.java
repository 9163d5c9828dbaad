package org.spikelink.connectors.recordings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A recording of events found in a folder.
 *
 * @param path where it is
 * @param name its path below the folder that was searched, with {@code /} between names
 * @param label name of the folder that holds it, where that is not the one that was searched, or what a list says
 */
public record RecordingFile(Path path, String name, Optional<String> label) implements Recording {

    @Override
    public Batches batches(PlayOptions options) {
        CutOptions cut =
                new CutOptions(path.toString(), name, options.session(), options.batchUs());
        return Batches.of(Recordings.open(path), cut);
    }
}
