/**
 * How core's records travel between Flink tasks. Flink's serialization only; no Kafka. Start with {@link
 * org.spikelink.operators.types.RecordTypeInfo}.
 */
package org.spikelink.operators.types;
