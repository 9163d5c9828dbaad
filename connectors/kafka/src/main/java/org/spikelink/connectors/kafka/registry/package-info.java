/**
 * The registry of models, a compacted topic: one record for each published version under {@code name@version}, and one
 * schedule for each name. Start with {@link org.spikelink.connectors.kafka.registry.Registry}. {@code RegistryWriter}
 * changes it, {@code KafkaScheduleFeed} follows it while a job runs.
 */
package org.spikelink.connectors.kafka.registry;
