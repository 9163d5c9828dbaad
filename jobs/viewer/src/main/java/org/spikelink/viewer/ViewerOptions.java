package org.spikelink.viewer;

import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.InputFormat;

/**
 * What the page shows and where it is served.
 *
 * @param kafka cluster that is read
 * @param topics of the job
 * @param models topic of the registry, whose rollbacks are shown
 * @param inputFormat how the sensors write
 * @param host address to listen on
 * @param port to listen on; 0 for any free one
 */
public record ViewerOptions(
        KafkaCluster kafka,
        Topics topics,
        String models,
        InputFormat inputFormat,
        String host,
        int port) {
    /** The default address: this machine only. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int MAX_PORT = 65_535;

    /** Throws {@link IllegalArgumentException} naming what is out of range. */
    public ViewerOptions {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be 0 to 65535 (got %d)".formatted(port));
        }
    }
}
