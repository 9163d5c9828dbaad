package org.spikelink.jobs.replay;

import java.util.NoSuchElementException;
import org.spikelink.connectors.recordings.PlayOptions;
import org.spikelink.connectors.recordings.Recording;

/** A recording as a sensor: one take, or the same again and again. */
final class RecordedSensor implements PlayedSensor {
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
    public Take next(PlayOptions options) {
        if (!hasNext()) {
            throw new NoSuchElementException(source() + " has been played");
        }
        played = true;
        return new Take(recording.label(), recording.batches(options));
    }
}
