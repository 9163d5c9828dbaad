/**
 * Prophesee's DAT files. Start with {@link org.spikelink.connectors.recordings.events.dat.DatDecoder}; {@link
 * org.spikelink.connectors.recordings.events.dat.DatWriter} writes what it reads.
 */
package org.spikelink.connectors.recordings.events.dat;
