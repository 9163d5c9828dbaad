/** The common parts of NumPy files of events and of series. */
package org.spikelink.connectors.recordings.io.numpy;
