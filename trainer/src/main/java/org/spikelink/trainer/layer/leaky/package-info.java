/**
 * The layer of leaky neurons. Start with {@link org.spikelink.trainer.layer.leaky.LeakyRun}; without state, {@link
 * org.spikelink.trainer.layer.leaky.LeakyStep}.
 */
package org.spikelink.trainer.layer.leaky;
