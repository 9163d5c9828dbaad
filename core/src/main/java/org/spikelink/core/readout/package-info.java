/**
 * From spikes and membranes to classes: scores over decision windows. May use {@code network} and {@code model}.
 * Start with {@link org.spikelink.core.readout.Readout}.
 */
package org.spikelink.core.readout;
