package org.spikelink.tools.check;

/**
 * The result of one check.
 *
 * @param verdict whether it passed
 * @param what the thing that was checked
 * @param detail what was found and, if it did not pass, the rule
 */
public record Finding(Verdict verdict, String what, String detail) {
    /** Whether the job can run. */
    public enum Verdict {
        /** The check passed. */
        OK,
        /** The job can run, but probably not as intended. */
        WARNING,
        /** The job cannot run, or would lose data. */
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
