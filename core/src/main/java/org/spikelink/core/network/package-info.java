/**
 * Networks of layers, stepping groups of streams. May use {@code layer} and {@code model}, but no layer type. Start
 * with {@link org.spikelink.core.network.Network}.
 */
package org.spikelink.core.network;
