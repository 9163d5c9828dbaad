/**
 * Cuts the batches of a stream into bins and fills a frame for each. Depends on {@code record}, {@code model}, {@code
 * frame} and {@code encoder}. Start with {@link org.spikelink.core.bins.Bins}, then {@link
 * org.spikelink.core.bins.TimeBins}; {@code BinClock} has all rules about time.
 */
package org.spikelink.core.bins;
