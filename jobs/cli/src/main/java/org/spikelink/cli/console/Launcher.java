package org.spikelink.cli.console;

import java.util.Optional;

/**
 * How the user started this program. Printed commands start it in the same way, so that they work in the folder in which
 * they are pasted.
 */
public final class Launcher {
    /** What the launcher script was called by, with a folder in it. */
    static final String PROPERTY = "spikelink.command";

    private static final String IN_CLONE = "./spikelink";

    private Launcher() {}

    /** The first word of a command, unquoted. */
    public static String command() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).orElse(IN_CLONE);
    }

    /** A text for the user, in which commands begin with {@code ./spikelink}, with the word that works here. */
    public static String shown(String text) {
        return text.replace(IN_CLONE, ShellWord.of(command()));
    }
}
