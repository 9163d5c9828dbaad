package org.spikelink.connectors.recordings.events.es;

import org.spikelink.connectors.recordings.io.RecordingBytes;

/**
 * The content of an event. The upper bits of its first byte are the µs since the last event. First bytes of at least
 * {@link #pauseFrom} are not events: they advance the time by {@link #pauseUs} times their lower bits.
 */
enum EsKind {
    /** Lower bit: ON. */
    DVS(5, 1, 0xFE, 1, 127),
    /** Lower bits: exposure instead of change; ON, or for exposures their end. */
    ATIS(5, 2, 0xFC, 3, 63),
    /** Red, green and blue follow the coordinates. */
    COLOUR(8, 0, 0xFE, 1, 254);

    final int bytes;
    final int shift;
    final int pauseFrom;
    final int pauseMask;
    final int pauseUs;

    EsKind(int bytes, int shift, int pauseFrom, int pauseMask, int pauseUs) {
        this.bytes = bytes;
        this.shift = shift;
        this.pauseFrom = pauseFrom;
        this.pauseMask = pauseMask;
        this.pauseUs = pauseUs;
    }

    static EsKind of(int type, RecordingBytes source) {
        return switch (type) {
            case 1 -> DVS;
            case 2 -> ATIS;
            case 4 -> COLOUR;
            case 0 ->
                    throw source.error(
                            15, "generic Event Streams have no pixels and are not supported");
            default ->
                    throw source.error(
                            15,
                            "the type of an Event Stream must be 1 (DVS), 2 (ATIS) or 4 (colour)"
                                    + " (got %d)".formatted(type));
        };
    }
}
