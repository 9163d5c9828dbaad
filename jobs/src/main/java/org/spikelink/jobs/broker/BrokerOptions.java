package org.spikelink.jobs.broker;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a local broker runs.
 *
 * @param folder what it keeps its data in, reused by the next broker started on it; where none is given a temporary one,
 *     deleted at the end
 * @param port on 127.0.0.1 that clients connect to; 0 takes a free one
 * @param partitions of topics that come into being by being used, at least 1
 * @param advertised {@code HOST:PORT} that clients are sent to, where something stands in front of the broker
 * @param transactionVersion of a new broker, 1 or 2. With 2, Kafka 4's default, a committer that was restored, and commits a
 *     transaction again that it had committed before, is told that it is fenced, and Flink's sink counts that as data loss
 */
public record BrokerOptions(
        Optional<Path> folder,
        int port,
        int partitions,
        Optional<String> advertised,
        int transactionVersion) {
    private static final int USUAL_TRANSACTION_VERSION = 1;
    private static final int MAX_PORT = 65_535;

    /** Throws {@link IllegalArgumentException} for a port or a number of partitions out of range. */
    public BrokerOptions {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "broker port must be in 0..%d (got %d)".formatted(MAX_PORT, port));
        }
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "broker partitions must be at least 1 (got %d)".formatted(partitions));
        }
    }

    /** A broker of transaction version 1. */
    public BrokerOptions(
            Optional<Path> folder, int port, int partitions, Optional<String> advertised) {
        this(folder, port, partitions, advertised, USUAL_TRANSACTION_VERSION);
    }

    /** The same, with another version of transactions where the broker is new. */
    public BrokerOptions withTransactionVersion(int version) {
        return new BrokerOptions(folder, port, partitions, advertised, version);
    }

    /** A free port and a temporary folder. */
    public static BrokerOptions temporary() {
        return new BrokerOptions(Optional.empty(), 0, Partitions.USUAL, Optional.empty());
    }

    /** Data that outlives the broker. */
    public static BrokerOptions keptIn(Path folder, int port) {
        return new BrokerOptions(Optional.of(folder), port, Partitions.USUAL, Optional.empty());
    }
}
