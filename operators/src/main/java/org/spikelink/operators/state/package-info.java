/** Streams' states in Flink's keyed state. Start with {@link org.spikelink.operators.state.StreamStateSerializer}. */
package org.spikelink.operators.state;
