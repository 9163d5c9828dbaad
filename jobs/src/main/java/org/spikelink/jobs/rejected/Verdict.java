package org.spikelink.jobs.rejected;

/** What is to happen to the batches of a group, and why in a line. */
sealed interface Verdict {
    /** For people. */
    String text();

    /** They go back with the numbers they have: the job has counted none of their session. */
    record AsTheyAre(long session) implements Verdict {
        @Override
        public String text() {
            return "resend as session " + Long.toUnsignedString(session) + ", as it was";
        }
    }

    /** They are a session of their own: numbered from 0, ended by its last batch. */
    record Renumbered(String stream, long session) implements Verdict {
        @Override
        public String text() {
            return "resend as session %s of %s, numbered anew"
                    .formatted(Long.toUnsignedString(session), stream);
        }
    }

    /** They stay. */
    record Refused(String text) implements Verdict {}
}
