package org.spikelink.connectors.checkpoints;

/**
 * A storage that a pickle names; several tensors may share it.
 *
 * @param key names its entry in the archive
 * @param elements as the pickle says, not yet compared with what is there
 */
record StorageRef(StorageType type, String key, long elements) {}
