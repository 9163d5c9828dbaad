package org.spikelink.tools.rejected;

/** What happens to the batches of a group. */
sealed interface Verdict {
    /** The verdict in one line. */
    String text();

    /** They are resent with their own session and sequence numbers. */
    record Unchanged(long session) implements Verdict {
        @Override
        public String text() {
            return "resend as session " + Long.toUnsignedString(session) + ", unchanged";
        }
    }

    /** They are resent as a new session, numbered from 0; the last batch ends it. */
    record Renumbered(String stream, long session) implements Verdict {
        @Override
        public String text() {
            return "resend as session %s of %s, renumbered"
                    .formatted(Long.toUnsignedString(session), stream);
        }
    }

    /** They are not resent. */
    record Skipped(String text) implements Verdict {}
}
