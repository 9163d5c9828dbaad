package org.spikelink.tools.models;

import org.spikelink.core.error.Printable;
import org.spikelink.core.schedule.ScheduleException;

/**
 * A version as a user writes it: {@code NAME@VERSION}.
 *
 * @param name of the model
 * @param version of the model
 */
public record ModelReference(String name, String version) {
    /**
     * Reads {@code NAME@VERSION}.
     *
     * @throws ScheduleException if it is not
     */
    public static ModelReference parse(String text) {
        int at = text.indexOf('@');
        if (at < 1 || at == text.length() - 1) {
            throw new ScheduleException("a model must be NAME@VERSION (got '%s')".formatted(text));
        }
        return new ModelReference(text.substring(0, at), text.substring(at + 1));
    }

    /**
     * Checks that a name or a version can be referred to.
     *
     * @throws ScheduleException if it contains an {@code @} or a control character
     */
    static void check(String key, String text) {
        if (text.contains("@") || !text.codePoints().allMatch(Printable::isSafe)) {
            throw new ScheduleException(
                    "%s of a published model must not contain '@' or control characters (got '%s')"
                            .formatted(key, text));
        }
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
