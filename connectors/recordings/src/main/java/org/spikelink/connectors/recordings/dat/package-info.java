/**
 * Prophesee's DAT files. Start with {@link org.spikelink.connectors.recordings.dat.DatDecoder}; {@link
 * org.spikelink.connectors.recordings.dat.DatWriter} writes what it reads.
 */
package org.spikelink.connectors.recordings.dat;
