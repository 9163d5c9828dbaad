/**
 * Recordings of samples: each series plays as one stream. Each format has a package below. See {@link
 * org.spikelink.connectors.recordings.series.Series}.
 */
package org.spikelink.connectors.recordings.series;
