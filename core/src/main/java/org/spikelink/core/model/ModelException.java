package org.spikelink.core.model;

import java.util.Locale;

/** A model that cannot be used: the message names the key or tensor, the rule and the value found. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Throws {@code message}, formatted, unless {@code holds}. */
    @SuppressWarnings("AnnotateFormatMethod") // needs a dependency for one annotation
    static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new ModelException(String.format(Locale.ROOT, message, values));
        }
    }
}
