/**
 * Layers and networks of them, stepping groups of streams. Sees {@code kernel} and {@code model}. Start with {@link
 * org.spikelink.core.network.Network}.
 */
package org.spikelink.core.network;
