package org.spikelink.connectors.kafka.flink;

import org.spikelink.connectors.kafka.codec.OutgoingJson;

/** How spikes and classifications are written; rejected records keep their original bytes. */
public enum OutputFormat {
    /** The messages of {@code spikelink.proto}. */
    PROTOBUF,
    /** {@link OutgoingJson}. */
    JSON
}
