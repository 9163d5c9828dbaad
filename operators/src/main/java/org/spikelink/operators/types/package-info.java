/**
 * Serialization of core's records between Flink tasks. Uses Flink's serialization only; no Kafka. Start with {@link
 * org.spikelink.operators.types.RecordTypeInfo}.
 */
package org.spikelink.operators.types;
