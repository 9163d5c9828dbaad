package org.spikelink.core.schedule;

import java.util.Locale;
import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;

/** A schedule, or a part of one, that cannot be used: the message names the thing, the rule and the value found. */
public final class ScheduleException extends SpikelinkException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_CHARS = 1_000;

    /** An error. The message may quote what others wrote: it is made one line without control characters. */
    public ScheduleException(String message) {
        super(Printable.cut(message, MOST_CHARS));
    }

    @SuppressWarnings("AnnotateFormatMethod") // needs a dependency for one annotation
    static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new ScheduleException(String.format(Locale.ROOT, message, values));
        }
    }
}
