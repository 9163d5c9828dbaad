package org.spikelink.core.model;

import java.util.Arrays;
import java.util.Locale;
import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerSpec;

/** A model that cannot be used: the message names the key or tensor, the rule and the value found. */
public final class ModelException extends SpikelinkException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_CHARS = 2_000;

    public ModelException(String message) {
        this(message, null);
    }

    /** An error with its cause. The message may quote the file: it is made one line without control characters. */
    public ModelException(String message, Throwable cause) {
        super(Printable.cut(message, MOST_CHARS), cause);
    }

    /** Throws {@code message}, formatted, unless {@code holds}. Texts in it are cut, as a file may hold any. */
    @SuppressWarnings("AnnotateFormatMethod") // needs a dependency for one annotation
    public static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            Object[] shown =
                    Arrays.stream(values)
                            .map(value -> value instanceof String s ? Printable.of(s) : value)
                            .toArray();
            throw new ModelException(String.format(Locale.ROOT, message, shown));
        }
    }

    /**
     * Checks the shape of a layer's inputs or outputs, each side and their product; {@code key} names it in the
     * message.
     */
    public static void requireImage(String key, Image image) {
        boolean fits =
                image.channels() >= 1
                        && image.height() >= 1
                        && image.width() >= 1
                        && image.pixels() <= LayerSpec.MAX_WIDTH
                        && image.size() <= LayerSpec.MAX_WIDTH;
        require(
                fits,
                "%s must be [channels, height, width], each at least 1, with at most %d values (got %s)",
                key,
                LayerSpec.MAX_WIDTH,
                image);
    }

    /** Checks the number of a layer's inputs or outputs; {@code key} names it in the message. */
    public static void requireWidth(String key, int width) {
        require(
                width >= 1 && width <= LayerSpec.MAX_WIDTH,
                "%s must be 1..%d (got %d)",
                key,
                LayerSpec.MAX_WIDTH,
                width);
    }
}
