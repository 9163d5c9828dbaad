/**
 * NumPy arrays ({@code .npy}, {@code .npz}) and zip archives of them as series of samples. Start with {@link
 * org.spikelink.connectors.recordings.series.numpy.NumpySeries}.
 */
package org.spikelink.connectors.recordings.series.numpy;
