/**
 * The neuron and all that can be known of it without Flink or Kafka. Reading order, the path of one batch: {@code
 * record} (what arrives and leaves), {@code stepper} (one stream's state advanced by one batch), {@code frame} (events
 * to bins to frames), {@code network} and {@code kernel} (the SLSTM step), {@code readout} (spikes to classes); beside
 * them {@code model} (the model file) and {@code log} (how events are told).
 */
package org.spikelink.core;
