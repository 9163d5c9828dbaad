package org.spikelink.connectors.checkpoints;

/**
 * A reference to a storage in a pickle; several tensors may share it.
 *
 * @param key name of its entry in the archive
 * @param elements number of elements according to the pickle, not yet compared with the archive
 */
record StorageRef(StorageType type, String key, long elements) {}
