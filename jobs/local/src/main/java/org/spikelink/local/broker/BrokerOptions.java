package org.spikelink.local.broker;

import java.nio.file.Path;
import java.util.Optional;
import org.spikelink.connectors.kafka.client.Partitions;

/**
 * Options of a local broker.
 *
 * @param folder data folder, reused by the next broker started on it; if empty, a temporary folder that is deleted
 *     when the broker closes
 * @param port on 127.0.0.1 that clients connect to; 0 chooses a free one
 * @param partitions of topics that are created automatically on first use, at least 1
 * @param advertised {@code HOST:PORT} that the broker gives to clients, if they connect through a proxy
 * @param transactionVersion of a new broker, 1 or 2. With 2, Kafka 4's default, a restored committer that commits a
 *     transaction a second time is fenced; the job's sink counts that as already committed
 */
public record BrokerOptions(
        Optional<Path> folder,
        int port,
        int partitions,
        Optional<String> advertised,
        int transactionVersion) {
    private static final int DEFAULT_TRANSACTION_VERSION = 1;
    private static final int MAX_TRANSACTION_VERSION = 2;
    private static final int MAX_PORT = 65_535;

    /** Throws {@link IllegalArgumentException} for a port, a number of partitions or a version out of range. */
    public BrokerOptions {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "broker port must be in 0..%d (got %d)".formatted(MAX_PORT, port));
        }
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "broker partitions must be at least 1 (got %d)".formatted(partitions));
        }
        if (transactionVersion < 1 || transactionVersion > MAX_TRANSACTION_VERSION) {
            throw new IllegalArgumentException(
                    "broker transaction version must be in 1..%d (got %d)"
                            .formatted(MAX_TRANSACTION_VERSION, transactionVersion));
        }
    }

    /** A broker of transaction version 1. */
    public BrokerOptions(
            Optional<Path> folder, int port, int partitions, Optional<String> advertised) {
        this(folder, port, partitions, advertised, DEFAULT_TRANSACTION_VERSION);
    }

    /** The same options with another transaction version, which applies if the broker is new. */
    public BrokerOptions withTransactionVersion(int version) {
        return new BrokerOptions(folder, port, partitions, advertised, version);
    }

    /** A free port and a temporary folder. */
    public static BrokerOptions temporary() {
        return new BrokerOptions(Optional.empty(), 0, Partitions.DEFAULT, Optional.empty());
    }

    /** A data folder that stays when the broker closes. */
    public static BrokerOptions in(Path folder, int port) {
        return new BrokerOptions(Optional.of(folder), port, Partitions.DEFAULT, Optional.empty());
    }
}
