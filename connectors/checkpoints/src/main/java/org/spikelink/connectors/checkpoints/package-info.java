/**
 * PyTorch's {@code .pt} files: a state dict as named tensors. Depends on core and the pickle library.
 *
 * <p>Reading order: {@link org.spikelink.connectors.checkpoints.TorchCheckpoint} (reads a file), {@code
 * CheckpointArchive} (the zip), {@code CheckpointUnpickler} and {@code AllowedGlobals} (the pickle in it and the
 * names that it may contain; nothing is executed), {@code StateDict} (finds the tensors in it), {@code TensorReader}
 * (their values).
 */
package org.spikelink.connectors.checkpoints;
