package org.spikelink.connectors.checkpoints;

/** Text from a file as an error may show it: one line, printable, not long. */
final class Shown {
    private static final int MAX_CHARS = 100;

    private Shown() {}

    static String text(String text) {
        String start = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
        return start.replaceAll("\\p{Cntrl}", ".");
    }
}
