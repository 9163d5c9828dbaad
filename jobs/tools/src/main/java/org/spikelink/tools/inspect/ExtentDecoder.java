package org.spikelink.tools.inspect;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;

/** Passes events through and tracks their extent in space and time. */
final class ExtentDecoder implements EventDecoder {
    private final EventDecoder decoder;
    private boolean any;
    private int maxX;
    private int maxY;
    private long earliestUs = Long.MAX_VALUE;
    private long latestUs = Long.MIN_VALUE;

    ExtentDecoder(EventDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public boolean read(EventChunk chunk) {
        boolean more = decoder.read(chunk);
        for (int i = 0; more && i < chunk.count(); i++) {
            any = true;
            maxX = Math.max(maxX, chunk.x(i));
            maxY = Math.max(maxY, chunk.y(i));
            earliestUs = Math.min(earliestUs, chunk.tUs(i));
            latestUs = Math.max(latestUs, chunk.tUs(i));
        }
        return more;
    }

    /** The smallest sensor, from pixel 0,0, that contains all events read; empty without events. */
    Optional<SensorSize> boundingBox() {
        return any ? Optional.of(new SensorSize(maxX + 1, maxY + 1)) : Optional.empty();
    }

    /** From the earliest event read to the latest, µs; 0 without events. */
    long durationUs() {
        return any ? latestUs - earliestUs : 0;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return decoder.sensorSize();
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
