/**
 * N-MNIST's {@code .bin} files, which have no header. Start with {@link
 * org.spikelink.connectors.recordings.events.nmnist.NmnistDecoder}.
 */
package org.spikelink.connectors.recordings.events.nmnist;
