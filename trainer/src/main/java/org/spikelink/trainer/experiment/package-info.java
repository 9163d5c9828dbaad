/**
 * From options to a trained, measured and reported model: splits, folds, trainings, the accuracy on held-out
 * recordings. Depends on the rest of the trainer and {@code evaluation}. Start with {@link
 * org.spikelink.trainer.experiment.Experiment}.
 */
package org.spikelink.trainer.experiment;
