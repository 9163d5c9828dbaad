/**
 * From spikes and membranes to classes: scores over decision windows. Sees {@code network} and {@code model}. Start
 * with {@link org.spikelink.core.readout.Readout}.
 */
package org.spikelink.core.readout;
