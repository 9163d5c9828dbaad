/**
 * Cuts a recording into the batches that its sensor would have sent. Start with {@link
 * org.spikelink.connectors.recordings.playback.Batches}.
 */
package org.spikelink.connectors.recordings.playback;
