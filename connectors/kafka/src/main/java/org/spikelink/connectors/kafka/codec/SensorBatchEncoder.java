package org.spikelink.connectors.kafka.codec;

import com.google.protobuf.UnsafeByteOperations;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/** Encodes batches as sensors do, for replaying recordings. Checks nothing; the decoder does. */
public final class SensorBatchEncoder {
    private SensorBatchEncoder() {}

    /** Value of the Kafka record of a batch; its origin and value are not used. */
    public static byte[] encode(SensorBatch batch) {
        var message =
                org.spikelink.connectors.kafka.wire.SensorBatch.newBuilder()
                        .setFormat(WireFormatVersion.CURRENT)
                        .setStream(batch.stream())
                        .setSession(batch.session())
                        .setSequence(batch.sequence())
                        .setStartUs(batch.startUs())
                        .setEnd(batch.end())
                        .setShedEvents(batch.shedEvents());
        if (batch.untilUs() != SensorBatch.NO_UNTIL) {
            message.setUntilUs(batch.untilUs());
        }
        if (batch.payload() instanceof PackedEvents events && events.length() > 0) {
            message.setEvents(
                    UnsafeByteOperations.unsafeWrap(
                            events.bytes(), events.offset(), events.length()));
        } else if (batch.payload() instanceof Samples samples) {
            message.setSamples(message(samples));
        }
        return message.build().toByteArray();
    }

    private static org.spikelink.connectors.kafka.wire.Samples message(Samples samples) {
        var message =
                org.spikelink.connectors.kafka.wire.Samples.newBuilder()
                        .setChannels(samples.channels());
        for (float value : samples.values()) {
            message.addValues(value);
        }
        return message.build();
    }
}
