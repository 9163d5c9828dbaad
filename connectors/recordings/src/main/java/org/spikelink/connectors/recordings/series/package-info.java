/**
 * Series of samples: NumPy arrays ({@code .npy}, {@code .npz}, a zip of arrays) and the time-series archive's text format
 * ({@code .ts}). A file is read whole. Start with {@link org.spikelink.connectors.recordings.series.SeriesFiles}.
 */
package org.spikelink.connectors.recordings.series;
