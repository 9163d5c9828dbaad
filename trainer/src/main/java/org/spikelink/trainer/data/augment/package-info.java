/**
 * Random changes of the training set: events and series that are shifted, dropped, stretched or mixed. Start with
 * {@link org.spikelink.trainer.data.augment.AugmentOptions}.
 */
package org.spikelink.trainer.data.augment;
