package org.spikelink.sensors.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/**
 * AEDAT 4 over TCP: dv-runtime and dv-processing leave out the line with the version, with which a file begins, and
 * send the header (a FlatBuffer {@code IOHE}) at once.
 */
final class VersionLine {
    private static final byte[] LINE = "#!AER-DAT4.0\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int IDENTIFIER_AT = 8;
    private static final String IDENTIFIER = "IOHE";
    private static final int HEAD_BYTES = IDENTIFIER_AT + IDENTIFIER.length();

    private VersionLine() {}

    /** The bytes of a connection, with that line where it was left out. */
    static InputStream restored(InputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD_BYTES);
        ByteArrayInputStream first = new ByteArrayInputStream(head);
        boolean leftOut =
                head.length == HEAD_BYTES
                        && new String(
                                        head,
                                        IDENTIFIER_AT,
                                        IDENTIFIER.length(),
                                        StandardCharsets.ISO_8859_1)
                                .equals(IDENTIFIER);
        InputStream whole = new SequenceInputStream(first, in);
        return leftOut ? new SequenceInputStream(new ByteArrayInputStream(LINE), whole) : whole;
    }
}
