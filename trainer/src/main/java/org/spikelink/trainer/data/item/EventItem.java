package org.spikelink.trainer.data.item;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.core.record.PackedEvents;

/**
 * A recording of events in memory.
 *
 * @param recording the source
 * @param label its class
 * @param startUs time of the earliest event, sensor time in µs
 * @param events in the order of the recording, packed, times relative to {@code startUs}; shared, read-only
 * @param size the smallest sensor that holds all events, or what the header states
 */
public record EventItem(
        RecordingFile recording, int label, long startUs, PackedEvents events, SensorSize size)
        implements Item {

    /** Reads a recording from end to end. */
    public static EventItem read(RecordingFile recording, int label) {
        try (EventDecoder decoder = recording.open()) {
            EventGatherer gathered = new EventGatherer(recording.path().toString());
            EventChunk chunk = new EventChunk();
            while (decoder.read(chunk)) {
                gathered.add(chunk);
            }
            PackedEvents events = gathered.pack();
            return new EventItem(
                    recording,
                    label,
                    gathered.earliestUs(),
                    events,
                    decoder.sensorSize().orElse(gathered.size()));
        }
    }

    @Override
    public void digest(MessageDigest digest) {
        ByteBuffer head = ByteBuffer.allocate(2 * Long.BYTES);
        digest.update(head.putLong(startUs).putLong(events.length()).array());
        digest.update(events.bytes(), events.offset(), events.length());
    }
}
