/**
 * The records that pass between modules: batches in; spikes, classes and rejected records out. Plain immutable values
 * that know neither Flink nor Kafka. Their arrays are shared and never written. Start with {@link
 * org.spikelink.core.record.SensorBatch}.
 */
package org.spikelink.core.record;
