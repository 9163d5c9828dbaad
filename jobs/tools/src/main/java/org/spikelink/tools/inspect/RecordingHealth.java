package org.spikelink.tools.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.connectors.recordings.OrientedDecoder;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.health.HealthLimits;
import org.spikelink.core.health.HealthMeter;
import org.spikelink.core.health.HealthState;
import org.spikelink.core.record.SensorHealth;

/**
 * How a sensor did while it was recorded, second by second, as the job would report it. Without batches there are none that are
 * missing, rejected or late.
 *
 * @param path of the recording
 * @param seconds with events, in order
 */
public record RecordingHealth(Path path, List<SensorHealth> seconds) {

    /**
     * Reads a whole recording, twice if its header does not state the size of the sensor.
     *
     * @throws RecordingException if it cannot be read
     */
    public static RecordingHealth of(Path path, OpenOptions options, HealthLimits limits) {
        SensorSize size = size(path, options);
        HealthMeter meter = HealthMeter.ofEvents(size.width(), size.height(), limits);
        List<SensorHealth> seconds = new ArrayList<>();
        String name = path.toString();
        HealthState state = null;
        try (EventDecoder decoder = open(path, options)) {
            EventChunk chunk = new EventChunk();
            while (decoder.read(chunk)) {
                for (int n = 0; n < chunk.count(); n++) {
                    state =
                            meter.measure(
                                    state,
                                    name,
                                    chunk.tUs(n),
                                    chunk.x(n),
                                    chunk.y(n),
                                    chunk.on(n),
                                    found -> add(found, seconds));
                }
            }
        }
        meter.end(state, name, found -> add(found, seconds));
        return new RecordingHealth(path, List.copyOf(seconds));
    }

    private static void add(Object found, List<SensorHealth> seconds) {
        SensorHealth health = (SensorHealth) found;
        if (health.events() > 0) { // not silence
            seconds.add(health);
        }
    }

    private static EventDecoder open(Path path, OpenOptions options) {
        EventDecoder stored = Recordings.openAsStored(path, options);
        return OrientedDecoder.isPossible(stored)
                ? OrientedDecoder.of(stored, path.toString())
                : stored;
    }

    /** What contains all events: a file may have some outside the size that it states. */
    private static SensorSize size(Path path, OpenOptions options) {
        try (ExtentDecoder decoder = new ExtentDecoder(open(path, options))) {
            EventChunk chunk = new EventChunk();
            while (decoder.read(chunk)) {}
            SensorSize box = decoder.boundingBox().orElse(new SensorSize(1, 1));
            SensorSize stated = decoder.sensorSize().orElse(box);
            return new SensorSize(
                    Math.max(box.width(), stated.width()), Math.max(box.height(), stated.height()));
        }
    }
}
