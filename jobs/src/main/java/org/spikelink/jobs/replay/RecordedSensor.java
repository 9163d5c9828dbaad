package org.spikelink.jobs.replay;

import java.util.NoSuchElementException;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.Recordings;

/** A recording as a sensor: one take, or the same again and again. */
final class RecordedSensor implements PlayedSensor {
    private final RecordingFile file;
    private final boolean loop;
    private boolean played;

    RecordedSensor(RecordingFile file, boolean loop) {
        this.file = file;
        this.loop = loop;
    }

    @Override
    public String stream() {
        return file.name();
    }

    @Override
    public String source() {
        return file.path().toString();
    }

    @Override
    public boolean hasNext() {
        return loop || !played;
    }

    @Override
    public Take next() {
        if (!hasNext()) {
            throw new NoSuchElementException(source() + " has been played");
        }
        played = true;
        return new Take(file.label(), Recordings.open(file.path()));
    }
}
