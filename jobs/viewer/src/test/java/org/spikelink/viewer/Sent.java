package org.spikelink.viewer;

import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.SensorBatch;

/** Batches as sensors send them. */
public final class Sent {
    private static final Origin ORIGIN = new Origin("sensors", 0, 0, 0);

    private Sent() {}

    public static SensorBatch batch(String stream, long sequence, long startUs, Payload payload) {
        return new SensorBatch(
                stream, 7, sequence, startUs, startUs + 1_000, false, payload, ORIGIN, new byte[0]);
    }

    /** Events 1 µs apart, at x = i % width and y = i / width, ON for even i. */
    public static PackedEvents events(int count, int width) {
        byte[] bytes = new byte[count * PackedEvents.BYTES_PER_EVENT];
        for (int i = 0; i < count; i++) {
            PackedEvents.put(
                    bytes,
                    i * PackedEvents.BYTES_PER_EVENT,
                    PackedEvents.pack(i, i % width, i / width, i % 2 == 0));
        }
        return new PackedEvents(bytes);
    }
}
