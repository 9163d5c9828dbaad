package org.spikelink.connectors.kafka.codec;

import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;

/** How sensors write their batches. */
public enum InputFormat {
    /** The message {@code SensorBatch} of {@code spikelink.proto}. */
    PROTOBUF,
    /** One JSON object with the same fields. */
    JSON,
    /** Comma-separated values: a line of names and a line of values for the batch, then a table of events or samples. */
    CSV;

    /** Decodes one record, like {@link SensorBatchDecoder#decode(byte[], byte[], Origin, SessionHorizon)}. */
    public Incoming decode(byte[] key, byte[] value, Origin origin, SessionHorizon horizon) {
        return this == PROTOBUF
                ? SensorBatchDecoder.decode(key, value, origin, horizon)
                : TextBatchDecoder.decode(this, key, value, origin, horizon);
    }
}
