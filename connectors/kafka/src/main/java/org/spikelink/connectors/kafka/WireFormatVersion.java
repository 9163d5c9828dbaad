package org.spikelink.connectors.kafka;

/** The version that field 1 of every record states. */
final class WireFormatVersion {
    /** The one version there is. */
    static final int CURRENT = 1;

    private WireFormatVersion() {}

    /** Throws unless the version that a record states is the current one; 0 is what an unset field reads as. */
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
