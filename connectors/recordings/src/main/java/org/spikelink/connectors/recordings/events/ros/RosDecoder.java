package org.spikelink.connectors.recordings.events.ros;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;

/** A decoder of events in messages, which also counts what was skipped between its words. */
final class RosDecoder implements EventDecoder {
    private final EventDecoder words;
    private final RosEvents source;

    RosDecoder(EventDecoder words, RosEvents source) {
        this.words = words;
        this.source = source;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return words.sensorSize();
    }

    @Override
    public boolean read(EventChunk chunk) {
        return words.read(chunk);
    }

    @Override
    public Map<String, Long> skipped() {
        Map<String, Long> all = new TreeMap<>(words.skipped());
        source.skipped().forEach((kind, count) -> all.merge(kind, count, Long::sum));
        return all;
    }

    @Override
    public void close() {
        words.close();
    }
}
