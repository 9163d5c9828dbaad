/**
 * Trainable layers: their interface to the network, their parameters, and their computation for one shard of a batch.
 * Each layer type has a package below. Start with {@link org.spikelink.trainer.layer.TrainableLayer}, then {@link
 * org.spikelink.trainer.layer.LayerRun}.
 */
package org.spikelink.trainer.layer;
