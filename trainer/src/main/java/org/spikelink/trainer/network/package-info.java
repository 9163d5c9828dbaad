/**
 * A trainable network: parameters, their initial values, the forward pass in the deployed kernel's order of
 * operations, and backpropagation through time. A layer is shared and read-only while a batch runs; each shard of the
 * batch has its own run, which holds its results. Depends on core, surrogates and ND4J (matrix products of the
 * backward pass). Start with {@link org.spikelink.trainer.network.TrainableNetwork}, then {@link
 * org.spikelink.trainer.layer.TrainableLayer}.
 */
package org.spikelink.trainer.network;
