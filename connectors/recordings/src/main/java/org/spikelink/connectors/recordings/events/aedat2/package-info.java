/**
 * AEDAT 2.0, as jAER writes it. Start with {@link org.spikelink.connectors.recordings.events.aedat2.Aedat2Decoder}.
 */
package org.spikelink.connectors.recordings.events.aedat2;
