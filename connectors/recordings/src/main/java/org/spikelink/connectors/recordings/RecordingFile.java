package org.spikelink.connectors.recordings;

import java.nio.file.Path;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.playback.Batches;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.connectors.recordings.playback.PlayOptions;

/**
 * A recording of events found in a folder.
 *
 * @param path of the file
 * @param name its path below the searched folder, with {@code /} between names
 * @param label name of its parent folder, unless that is the searched folder, or the label in a list
 * @param options what the user states about the file
 * @param range the part of the file that is the recording; empty for the whole
 */
public record RecordingFile(
        Path path,
        String name,
        Optional<String> label,
        OpenOptions options,
        Optional<TimeRange> range)
        implements Recording {

    /** The same recording with another label. */
    public RecordingFile withLabel(String other) {
        return new RecordingFile(path, name, Optional.of(other), options, range);
    }

    /** A file about which the user states nothing. */
    public RecordingFile(Path path, String name, Optional<String> label) {
        this(path, name, label, OpenOptions.NONE, Optional.empty());
    }

    /** Opens the file; the caller closes it. */
    public EventDecoder open() {
        EventDecoder whole = Recordings.open(path, options);
        return range.isPresent() ? new RangeDecoder(whole, range.get()) : whole;
    }

    @Override
    public Batches batches(PlayOptions play) {
        CutOptions cut = new CutOptions(path.toString(), name, play.session(), play.batchUs());
        return Batches.of(open(), cut);
    }
}
