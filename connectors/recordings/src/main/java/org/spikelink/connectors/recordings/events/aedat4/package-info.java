/** AEDAT 4, as DV writes it. Start with {@link org.spikelink.connectors.recordings.events.aedat4.Aedat4Format}. */
package org.spikelink.connectors.recordings.events.aedat4;
