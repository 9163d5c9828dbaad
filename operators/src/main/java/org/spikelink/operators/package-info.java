/**
 * Flink operators that hold streams' states and hand each record to core. No Kafka. Start with {@link
 * org.spikelink.operators.StepOperator}.
 */
package org.spikelink.operators;
