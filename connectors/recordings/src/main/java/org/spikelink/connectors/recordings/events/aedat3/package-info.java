/**
 * AEDAT 3.1, as written by cAER and used in the DVS128 Gesture data set. Start with {@link
 * org.spikelink.connectors.recordings.events.aedat3.Aedat3Format}.
 */
package org.spikelink.connectors.recordings.events.aedat3;
