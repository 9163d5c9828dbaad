/**
 * The network and everything about it that needs neither Flink nor Kafka. Reading order, the path of one batch:
 * {@code record} (what arrives and leaves), {@code stepper} (one stream's state advanced by one batch), {@code frame}
 * (events to bins to frames), {@code network} and {@code kernel} (the SLSTM step), {@code readout} (spikes to
 * classes). Besides these there are {@code model} (the model file) and {@code log} (structured log lines).
 */
package org.spikelink.core;
