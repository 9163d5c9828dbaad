/**
 * What is to become small: losses on the outputs of the last layer, and regularizers on spikes. Each gives its value and
 * its gradient for one sequence. Start with {@link org.spikelink.trainer.loss.LossTerm}.
 */
package org.spikelink.trainer.loss;
