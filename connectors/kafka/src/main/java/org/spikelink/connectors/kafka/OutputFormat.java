package org.spikelink.connectors.kafka;

/** How spikes and classifications are written; rejected records keep the bytes they came with. */
public enum OutputFormat {
    /** The messages of {@code spikelink.proto}. */
    PROTOBUF,
    /** {@link OutgoingJson}. */
    JSON
}
