package org.spikelink.connectors.kafka.codec;

/** Checks options that must not be empty. */
public final class RequiredText {
    private RequiredText() {}

    public static void check(String name, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "%s must not be empty (got \"%s\")".formatted(name, text));
        }
    }
}
