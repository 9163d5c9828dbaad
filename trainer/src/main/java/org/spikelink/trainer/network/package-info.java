/**
 * Layers that learn: parameters, their first values, the forward pass with the deployed kernel's order of operations,
 * and backpropagation through time. A layer is shared and read-only while a batch runs; what a shard of the batch
 * computes stands in a run of its own. Sees core, surrogates and ND4J (matrix products of the backward pass). Start with
 * {@link org.spikelink.trainer.network.TrainableNetwork}, then {@link org.spikelink.trainer.network.SlstmLayer}.
 */
package org.spikelink.trainer.network;
