package org.spikelink.sensors.play;

import java.util.NoSuchElementException;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.sensors.SensorSource;

/** A recording as a sensor: one session, or the same events again and again, each time as a new session. */
final class RecordedSensor implements SensorSource {
    private final Recording recording;
    private final boolean loop;
    private boolean played;

    RecordedSensor(Recording recording, boolean loop) {
        this.recording = recording;
        this.loop = loop;
    }

    @Override
    public String stream() {
        return recording.name();
    }

    @Override
    public String source() {
        return recording.path().toString();
    }

    @Override
    public boolean hasNext() {
        return loop || !played;
    }

    @Override
    public Session next(PlayOptions options) {
        if (!hasNext()) {
            throw new NoSuchElementException(source() + " has already been played");
        }
        played = true;
        return new Session(recording.label(), recording.batches(options));
    }
}
