/**
 * Prophesee's DAT files. Start with {@link org.spikelink.connectors.recordings.dat.DatDecoder}.
 */
package org.spikelink.connectors.recordings.dat;
