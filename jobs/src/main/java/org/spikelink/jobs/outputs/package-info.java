/** Spikes and classes read back from Kafka. Start with {@link org.spikelink.jobs.outputs.OutputReader}. */
package org.spikelink.jobs.outputs;
