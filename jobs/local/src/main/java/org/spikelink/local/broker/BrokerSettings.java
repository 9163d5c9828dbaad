package org.spikelink.local.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Kafka's settings for a single node that is both broker and controller, with few threads and little memory. */
final class BrokerSettings {
    static final int NODE_ID = 1;

    private static final String ONE = "1";

    private BrokerSettings() {}

    static Properties of(BrokerPorts ports, Path data, BrokerOptions options) {
        Properties settings = new Properties();
        settings.putAll(node(ports, data));
        settings.put("num.partitions", Integer.toString(options.partitions()));
        options.advertised()
                .ifPresent(to -> settings.put("advertised.listeners", "PLAINTEXT://" + to));
        settings.putAll(singleReplicas());
        settings.putAll(lowResources());
        // Exactly-once jobs must survive outages longer than the default of 15 minutes.
        settings.put("transaction.max.timeout.ms", "3600000");
        settings.put("auto.create.topics.enable", "true");
        return settings;
    }

    private static Map<String, String> node(BrokerPorts ports, Path data) {
        String listeners =
                "PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d"
                        .formatted(BrokerPorts.HOST, ports.clients(), ports.controller());
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                "%d@%s:%d".formatted(NODE_ID, BrokerPorts.HOST, ports.controller()),
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                listeners,
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                "log.dirs",
                data.toString());
    }

    private static Map<String, String> singleReplicas() {
        return Map.of(
                "offsets.topic.replication.factor", ONE,
                "offsets.topic.num.partitions", ONE,
                "transaction.state.log.replication.factor", ONE,
                "transaction.state.log.min.isr", ONE,
                "transaction.state.log.num.partitions", ONE,
                "share.coordinator.state.topic.replication.factor", ONE,
                "share.coordinator.state.topic.min.isr", ONE,
                "share.coordinator.state.topic.num.partitions", ONE);
    }

    private static Map<String, String> lowResources() {
        return Map.of(
                "group.initial.rebalance.delay.ms", "0",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2",
                "group.coordinator.threads", ONE,
                "share.coordinator.threads", ONE,
                "log.cleaner.dedupe.buffer.size", "4194304"); // the default takes 128 MiB of heap
    }
}
