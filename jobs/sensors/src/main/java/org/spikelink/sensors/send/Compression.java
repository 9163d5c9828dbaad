package org.spikelink.sensors.send;

import java.util.Locale;

/** How Kafka's producer compresses the records that it sends together. */
public enum Compression {
    NONE,
    LZ4,
    ZSTD;

    /** The name that Kafka's clients use. */
    String kafkaName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
