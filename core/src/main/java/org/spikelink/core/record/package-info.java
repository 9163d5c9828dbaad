/**
 * What travels between the parts: batches in, spikes, classes and rejections out. Plain immutable values that know
 * neither Flink nor Kafka; arrays inside them are shared and never written. Start with {@link
 * org.spikelink.core.record.SensorBatch}.
 */
package org.spikelink.core.record;
