/**
 * How well sensors work: event rate, steps back in time, missing and late batches, hot pixels, saturation, flicker. Uses
 * records only. Start with {@link org.spikelink.core.health.HealthMeter}.
 */
package org.spikelink.core.health;
