package org.spikelink.connectors.checkpoints;

/**
 * A tensor as a pickle describes it: a view into a storage. Nothing of it has been checked.
 *
 * @param offset of its first element in the storage
 * @param shape sizes of its dimensions
 * @param strides elements from one index to the next, per dimension
 */
record TensorRef(StorageRef storage, long offset, long[] shape, long[] strides) {}
