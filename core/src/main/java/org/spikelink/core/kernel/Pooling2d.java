package org.spikelink.core.kernel;

import static org.spikelink.core.model.ModelException.require;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.spikelink.core.layer.Image;
import org.spikelink.core.model.file.JsonFields;

/**
 * Pooling of images in squares that do not overlap; rows and columns that fill no square are left out (torch: {@code
 * MaxPool2d}, {@code AvgPool2d} with their default stride and padding).
 *
 * @param kernel side K of the squares, 1..64
 * @param by how the values of a square are combined
 */
public record Pooling2d(int kernel, By by) {
    private static final int MAX_SIDE = 64;

    /** How the values of a square are combined. */
    public enum By {
        /** The largest; of spikes: whether there is any. */
        MAX,
        /** The mean: the sum, ascending, divided by K x K. */
        AVG
    }

    public Pooling2d {
        require(
                kernel >= 1 && kernel <= MAX_SIDE,
                "kernel must be 1..%d (got %d)",
                MAX_SIDE,
                kernel);
    }

    /** Reads {@code "kernel": 2, "by": "max"}. */
    public static Pooling2d read(JsonFields fields) {
        return new Pooling2d(fields.int32("kernel"), fields.choice("by", By.class, null));
    }

    /** The entries in a model file. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kernel", kernel);
        json.put("by", by.name().toLowerCase(Locale.ROOT));
        return json;
    }

    /**
     * Checks that the image is not smaller than a square.
     *
     * @param key names the kernel in the message
     * @throws org.spikelink.core.model.ModelException if it is
     */
    public void requireFits(String key, Image in) {
        require(
                kernel <= Math.min(in.height(), in.width()),
                "%s must fit into the image of %d x %d (got %d)",
                key,
                in.height(),
                in.width(),
                kernel);
    }

    /** Shape of the outputs. */
    public Image out(Image in) {
        return new Image(in.channels(), in.height() / kernel, in.width() / kernel);
    }
}
