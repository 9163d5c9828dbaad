/**
 * Events in HDF5 files: SHD and SSC, DSEC, and Prophesee's. jHDF reads the structure; chunks are decompressed here, because
 * a broken or hostile file must not decide how much memory that takes. Start with {@link
 * org.spikelink.connectors.recordings.events.hdf5.Hdf5Format}.
 */
package org.spikelink.connectors.recordings.events.hdf5;
