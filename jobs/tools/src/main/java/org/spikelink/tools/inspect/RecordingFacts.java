package org.spikelink.tools.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.OrientedDecoder;
import org.spikelink.connectors.recordings.RecordingStatistics;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

/**
 * The contents of a recording.
 *
 * @param path of the file
 * @param format of the file
 * @param bytes of the file
 * @param stated the sensor's size if the header states it
 * @param boundingBox the smallest sensor that contains all events; empty without events
 * @param durationUs from the earliest event to the latest, µs; 0 without events
 * @param asStored whether columns, rows and polarities are those of the file, not in our convention
 * @param statistics of the events
 * @param skipped number of items that are not events of pixels, by kind
 */
public record RecordingFacts(
        Path path,
        EventFormat format,
        long bytes,
        Optional<SensorSize> stated,
        Optional<SensorSize> boundingBox,
        long durationUs,
        boolean asStored,
        RecordingStatistics statistics,
        Map<String, Long> skipped) {

    /**
     * Reads a whole recording in bounded memory.
     *
     * @param asStored whether columns, rows and polarities are counted as stored; they are in any case if the sensor's size
     *     is needed and unknown
     *
     * @throws RecordingException if it cannot be read
     */
    public static RecordingFacts of(Path path, OpenOptions options, boolean asStored) {
        EventDecoder stored = Recordings.openAsStored(path, options);
        boolean changes = !asStored && OrientedDecoder.isPossible(stored);
        try (ExtentDecoder decoder =
                new ExtentDecoder(changes ? OrientedDecoder.of(stored, path.toString()) : stored)) {
            RecordingStatistics statistics = RecordingStatistics.of(decoder);
            return new RecordingFacts(
                    path,
                    Recordings.formatOf(path, options),
                    Files.size(path),
                    decoder.sensorSize(),
                    decoder.boundingBox(),
                    decoder.durationUs(),
                    !changes,
                    statistics,
                    decoder.skipped());
        } catch (IOException e) {
            throw RecordingException.unreadable(path, e);
        }
    }

    /** The size that the header states, else the events' bounding box. */
    public Optional<SensorSize> size() {
        return stated.or(() -> boundingBox);
    }
}
