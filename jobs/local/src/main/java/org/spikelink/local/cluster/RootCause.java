package org.spikelink.local.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The root cause in a stack trace that the JobManager sent as text. */
final class RootCause {
    private static final String CAUSE = "Caused by: ";

    /** An exception's line: its package, its simple name, its message. */
    private static final Pattern EXCEPTION = Pattern.compile("((?:\\w+\\.)+)([\\w$]+): (.*)");

    private RootCause() {}

    /**
     * The innermost cause in one line: the message of an exception of Spikelink, which explains itself; otherwise the
     * exception's simple name and message.
     */
    static String in(String trace) {
        String line =
                trace.lines()
                        .filter(l -> l.startsWith(CAUSE))
                        .reduce((outer, inner) -> inner)
                        .orElseGet(() -> trace.lines().findFirst().orElse("no cause is known"));
        String cause = line.startsWith(CAUSE) ? line.substring(CAUSE.length()) : line;
        Matcher parts = EXCEPTION.matcher(cause);
        if (!parts.matches()) {
            return cause;
        }
        String name = parts.group(1).startsWith("org.spikelink.") ? "" : parts.group(2) + ": ";
        return name + parts.group(3);
    }
}
