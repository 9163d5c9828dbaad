/**
 * From examples and a plan to a model: epochs, early stopping, checkpoints, folds and seeds, and how often the deployed
 * network is right. Sees {@code trainer.data}, {@code trainer.learn} and core. Start with {@link
 * org.spikelink.trainer.run.Training}.
 */
package org.spikelink.trainer.run;
