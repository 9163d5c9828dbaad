package org.spikelink.cli.train;

import java.util.Map;
import java.util.TreeMap;

/**
 * A choice and its numbers, in the syntax of options and configs: {@code atan:alpha=2} or {@code adamw}.
 *
 * @param kind the choice
 * @param numbers by name; {@link #take} removes them
 */
record NamedNumbers(String kind, Map<String, Double> numbers) {

    /**
     * Reads {@code KIND[:NAME=NUMBER[,NAME=NUMBER]...]}.
     *
     * @param option name of the option, for messages
     */
    static NamedNumbers parse(String option, String text) {
        int colon = text.indexOf(':');
        Map<String, Double> numbers = new TreeMap<>();
        if (colon >= 0) {
            for (String part : text.substring(colon + 1).split(",", -1)) {
                put(option, part, numbers);
            }
        }
        String kind = colon < 0 ? text : text.substring(0, colon);
        return new NamedNumbers(kind.trim(), numbers);
    }

    private static void put(String option, String part, Map<String, Double> numbers) {
        int equals = part.indexOf('=');
        try {
            double number = Double.parseDouble(part.substring(equals + 1));
            if (equals > 0 && numbers.put(part.substring(0, equals).trim(), number) == null) {
                return;
            }
        } catch (NumberFormatException e) {
            throw wrong(option, part, e);
        }
        throw wrong(option, part, null);
    }

    private static IllegalArgumentException wrong(String option, String part, Exception cause) {
        return new IllegalArgumentException(
                option + " must be KIND:NAME=NUMBER,... (got '" + part + "' for one of them)",
                cause);
    }

    /** Removes a number; returns {@code otherwise} if it is not given. */
    double take(String name, double otherwise) {
        Double number = numbers.remove(name);
        return number == null ? otherwise : number;
    }

    /** Removes a whole number. */
    int takeWhole(String name, int otherwise) {
        double number = take(name, otherwise);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%s: %s must be a whole number (got %s)".formatted(kind, name, number));
        }
        return (int) number;
    }

    /** Removes a 1 or a 0. */
    boolean takeFlag(String name, boolean otherwise) {
        double number = take(name, otherwise ? 1 : 0);
        if (number != 0 && number != 1) {
            throw new IllegalArgumentException(
                    "%s: %s must be 0 or 1 (got %s)".formatted(kind, name, number));
        }
        return number == 1;
    }

    /** Rejects the remaining numbers. */
    void close(String option) {
        if (!numbers.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: %s has no %s".formatted(option, kind, numbers.keySet().iterator().next()));
        }
    }
}
