package org.spikelink.connectors.recordings.playback;

/**
 * How a recording becomes event batches.
 *
 * @param name the recording's name: the topic of the batches' origins, also used in errors
 * @param stream the sensor's name, not empty
 * @param session number of the recording's session
 * @param batchUs sensor time of one batch, 1..{@value #MAX_BATCH_US} µs
 */
public record CutOptions(String name, String stream, long session, long batchUs) {
    /** Default sensor time of a batch, µs. */
    public static final long DEFAULT_BATCH_US = 10_000;

    /** One hour: offsets inside a batch have 32 bits. */
    public static final long MAX_BATCH_US = 3_600_000_000L;

    public CutOptions {
        if (stream.isEmpty()) {
            throw new IllegalArgumentException("stream must not be empty");
        }
        if (batchUs < 1 || batchUs > MAX_BATCH_US) {
            throw new IllegalArgumentException(
                    "batchUs must be from 1 to " + MAX_BATCH_US + " (got " + batchUs + ")");
        }
    }
}
