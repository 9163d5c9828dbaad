/**
 * From examples and a plan to a model: epochs, early stopping, checkpoints, folds and seeds, and the accuracy of the
 * deployed network. Depends on {@code trainer.data}, {@code trainer.learn} and core. Start with {@link
 * org.spikelink.trainer.run.Training}.
 */
package org.spikelink.trainer.run;
