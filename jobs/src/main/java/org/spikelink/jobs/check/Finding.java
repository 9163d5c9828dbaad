package org.spikelink.jobs.check;

/**
 * One thing that was looked at.
 *
 * @param verdict whether it is right
 * @param what was looked at
 * @param detail what was found and, where it is not right, the rule
 */
public record Finding(Verdict verdict, String what, String detail) {
    /** Whether the job can run. */
    public enum Verdict {
        /** It is right. */
        OK,
        /** The job runs, but probably not as meant. */
        WARNING,
        /** The job cannot run, or would lose something. */
        WRONG
    }

    static Finding ok(String what, String detail) {
        return new Finding(Verdict.OK, what, detail);
    }

    static Finding warning(String what, String detail) {
        return new Finding(Verdict.WARNING, what, detail);
    }

    static Finding wrong(String what, String detail) {
        return new Finding(Verdict.WRONG, what, detail);
    }
}
