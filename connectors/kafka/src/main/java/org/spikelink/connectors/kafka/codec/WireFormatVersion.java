package org.spikelink.connectors.kafka.codec;

/** The format version, field 1 of every record. */
final class WireFormatVersion {
    /** The only version so far. */
    static final int CURRENT = 1;

    private WireFormatVersion() {}

    /** Throws unless a record's version is the current one. An unset field reads as 0. */
    static void check(long found) throws MalformedRecordException {
        if (found != CURRENT) {
            throw new MalformedRecordException(
                    "format must be %d (got %s)"
                            .formatted(
                                    CURRENT,
                                    found == 0
                                            ? "none"
                                            : "version " + Long.toUnsignedString(found)));
        }
    }
}
