/**
 * What the trainer's commands share: options as text, config files, and the way from data to a model. Sees {@code
 * trainer}. Start with {@link org.spikelink.jobs.train.TrainArguments}.
 */
package org.spikelink.jobs.train;
