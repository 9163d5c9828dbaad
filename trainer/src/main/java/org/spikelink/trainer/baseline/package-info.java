/**
 * A classifier without neurons, to compare spiking networks with: kernel ridge regression on the counts of a recording's
 * inputs. Depends on the data and on commons-math. Start with {@link org.spikelink.trainer.baseline.Baseline}.
 */
package org.spikelink.trainer.baseline;
