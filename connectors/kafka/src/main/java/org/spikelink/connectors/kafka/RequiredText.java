package org.spikelink.connectors.kafka;

/** The rule of options that name something. */
final class RequiredText {
    private RequiredText() {}

    static void check(String name, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "%s must not be empty (got \"%s\")".formatted(name, text));
        }
    }
}
