package org.spikelink.connectors.checkpoints;

/**
 * A tensor as described in a pickle: a view of a storage. Not checked yet.
 *
 * @param offset of its first element in the storage
 * @param shape sizes of its dimensions
 * @param strides elements from one index to the next, per dimension
 */
record TensorRef(StorageRef storage, long offset, long[] shape, long[] strides) {}
