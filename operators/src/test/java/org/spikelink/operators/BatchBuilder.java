package org.spikelink.operators;

import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.SensorBatch;

/** One stream's batches by hand: remembers session, sequence, partition and Kafka time from one to the next. */
public final class BatchBuilder {
    private static final int ENVELOPE_BYTES = 16;

    private final String stream;
    private long session = 1;
    private long sequence;
    private int partition;
    private long offset;
    private long timestampMs = 1_000_000;
    private long untilUs = SensorBatch.NO_UNTIL;
    private boolean end;

    public BatchBuilder(String stream) {
        this.stream = stream;
    }

    BatchBuilder session(long value) {
        session = value;
        sequence = 0;
        return this;
    }

    BatchBuilder sequence(long value) {
        sequence = value;
        return this;
    }

    BatchBuilder partition(int value) {
        partition = value;
        return this;
    }

    BatchBuilder timestampMs(long value) {
        timestampMs = value;
        return this;
    }

    /** Of the next batch only. */
    BatchBuilder untilUs(long value) {
        untilUs = value;
        return this;
    }

    /** Of the next batch only. */
    BatchBuilder end() {
        end = true;
        return this;
    }

    /** A batch with an ON event in the middle of the sensor at each of these times, none earlier than the first. */
    public SensorBatch at(long... timesUs) {
        long startUs = timesUs.length == 0 ? 0 : timesUs[0];
        long[] packed = new long[timesUs.length];
        for (int n = 0; n < packed.length; n++) {
            packed[n] = PackedEvents.pack(timesUs[n] - startUs, 3, 2, true);
        }
        return packed(startUs, packed);
    }

    SensorBatch packed(long startUs, long... events) {
        byte[] value = new byte[ENVELOPE_BYTES + PackedEvents.BYTES_PER_EVENT * events.length];
        for (int n = 0; n < events.length; n++) {
            PackedEvents.put(value, ENVELOPE_BYTES + PackedEvents.BYTES_PER_EVENT * n, events[n]);
        }
        int length = value.length - ENVELOPE_BYTES;
        return of(startUs, new PackedEvents(value, ENVELOPE_BYTES, length), value);
    }

    SensorBatch of(long startUs, Payload payload, byte[] value) {
        SensorBatch batch =
                new SensorBatch(
                        stream,
                        session,
                        sequence++,
                        startUs,
                        untilUs,
                        end,
                        payload,
                        new Origin("spikelink.sensors", partition, offset++, timestampMs++),
                        value);
        untilUs = SensorBatch.NO_UNTIL;
        end = false;
        return batch;
    }
}
