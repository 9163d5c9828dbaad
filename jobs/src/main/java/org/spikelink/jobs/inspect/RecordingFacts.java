package org.spikelink.jobs.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.spikelink.connectors.recordings.RecordingException;
import org.spikelink.connectors.recordings.RecordingFormat;
import org.spikelink.connectors.recordings.RecordingStatistics;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.SensorSize;
import org.spikelink.core.model.FileFailure;

/**
 * What a recording holds.
 *
 * @param path of the file
 * @param format of the file
 * @param bytes of the file
 * @param stated the sensor's size where the header states it
 * @param boundingBox the smallest sensor that holds all events; none without events
 * @param durationUs from the earliest event to the latest, µs; 0 without events
 * @param statistics the events' figures, as stored
 */
public record RecordingFacts(
        Path path,
        RecordingFormat format,
        long bytes,
        Optional<SensorSize> stated,
        Optional<SensorSize> boundingBox,
        long durationUs,
        RecordingStatistics statistics) {

    /**
     * Reads a recording from end to end, in bounded memory.
     *
     * @throws RecordingException where it cannot be read
     */
    public static RecordingFacts of(Path path) {
        try (ExtentDecoder decoder = new ExtentDecoder(Recordings.open(path))) {
            RecordingStatistics statistics = RecordingStatistics.of(decoder);
            return new RecordingFacts(
                    path,
                    decoder.format(),
                    Files.size(path),
                    decoder.sensorSize(),
                    decoder.boundingBox(),
                    decoder.durationUs(),
                    statistics);
        } catch (IOException e) {
            throw new RecordingException(
                    path.toString(),
                    RecordingException.NO_OFFSET,
                    "cannot be read: " + FileFailure.reason(e),
                    e);
        }
    }

    /** The size that the header states, else the events' bounding box. */
    public Optional<SensorSize> size() {
        return stated.or(() -> boundingBox);
    }
}
