package org.spikelink.connectors.recordings;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.Orientation;
import org.spikelink.connectors.recordings.events.SensorSize;

/** The same events with times counted from another origin. Times that leave 64 bits wrap. */
public final class OriginDecoder implements EventDecoder {
    private final EventDecoder decoder;
    private final long originUs;

    /**
     * Counts time from an origin; closing it closes the other decoder.
     *
     * @param originUs the time that becomes 0, µs
     */
    public OriginDecoder(EventDecoder decoder, long originUs) {
        this.decoder = decoder;
        this.originUs = originUs;
    }

    @Override
    public boolean read(EventChunk chunk) {
        boolean more = decoder.read(chunk);
        long[] tUs = chunk.tUs();
        for (int n = 0; n < chunk.count(); n++) {
            tUs[n] -= originUs;
        }
        return more;
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
