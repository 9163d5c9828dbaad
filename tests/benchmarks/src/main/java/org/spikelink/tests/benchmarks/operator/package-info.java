/** {@link org.spikelink.operators.StepOperator} in Flink's harness: without Kafka, network or threads. */
package org.spikelink.tests.benchmarks.operator;
