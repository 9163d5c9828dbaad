package org.spikelink.trainer.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.spikelink.connectors.recordings.Decoder;
import org.spikelink.connectors.recordings.EventChunk;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.SensorSize;
import org.spikelink.core.record.PackedEvents;

/**
 * One recording of events in memory.
 *
 * @param recording where it came from
 * @param label its class
 * @param startUs time of the earliest event, sensor time in µs
 * @param events in the order of the recording, packed, times from {@code startUs}; shared, never written
 * @param size the smallest sensor that holds all events, or what the header states
 */
record EventItem(
        RecordingFile recording, int label, long startUs, PackedEvents events, SensorSize size)
        implements Item {

    /** Reads a recording from end to end. */
    static EventItem read(RecordingFile recording, int label) {
        try (Decoder decoder = Recordings.open(recording.path())) {
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
