/**
 * The text format of the time series classification archive ({@code .ts}). See {@link
 * org.spikelink.connectors.recordings.series.ts.TsFile}.
 */
package org.spikelink.connectors.recordings.series.ts;
