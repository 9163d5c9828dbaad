/**
 * From events to frames: cuts a stream's batches into bins and counts the events of each per input. Sees {@code
 * record}, {@code model} and {@code kernel.FrameGroup}. Start with {@link org.spikelink.core.frame.Bins}, then {@link
 * org.spikelink.core.frame.TimeBins}; all rules of time stand in {@code BinClock}.
 */
package org.spikelink.core.frame;
