/**
 * The objective: losses on the outputs of the last layer, and regularizers on spikes. Each computes its value and its
 * gradient for one sequence. Start with {@link org.spikelink.trainer.loss.LossTerm}.
 */
package org.spikelink.trainer.loss;
