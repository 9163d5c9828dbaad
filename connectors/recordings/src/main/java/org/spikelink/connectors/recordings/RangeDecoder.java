package org.spikelink.connectors.recordings;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.Orientation;
import org.spikelink.connectors.recordings.events.SensorSize;

/** The events of a range of time. Reading ends at the first event that is more than a second after it. */
public final class RangeDecoder implements EventDecoder {
    private static final long REACH_US = 1_000_000;

    private final EventDecoder decoder;
    private final TimeRange range;
    private boolean ended;

    /** The part of a recording; closing it closes the other decoder. */
    public RangeDecoder(EventDecoder decoder, TimeRange range) {
        this.decoder = decoder;
        this.range = range;
    }

    @Override
    public boolean read(EventChunk chunk) {
        while (!ended && decoder.read(chunk)) {
            keep(chunk);
            if (chunk.count() > 0) {
                return true;
            }
        }
        chunk.clear();
        return false;
    }

    private void keep(EventChunk chunk) {
        int count = chunk.count();
        chunk.clear();
        for (int n = 0; n < count; n++) {
            long tUs = chunk.tUs(n);
            if (range.contains(tUs)) {
                chunk.add(tUs, chunk.x(n), chunk.y(n), chunk.on(n)); // at or before n
            } else if (tUs - REACH_US >= range.endUs()) {
                ended = true;
                return;
            }
        }
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return decoder.sensorSize();
    }

    @Override
    public Orientation orientation() {
        return decoder.orientation();
    }

    @Override
    public Map<String, Long> skipped() {
        return decoder.skipped();
    }

    @Override
    public void close() {
        decoder.close();
    }
}
