package org.spikelink.trainer.layer;

import org.spikelink.core.layer.Image;
import org.spikelink.trainer.math.Layout;

/** Conversion of an image's values between (c, y, x) order and channels-last, (y, x, c). */
public final class ChannelsLast {
    private ChannelsLast() {}

    public static void from(Image image, float[] values, int at, float[] to, int toAt) {
        Layout.transpose(values, at, image.channels(), (int) image.pixels(), to, toAt);
    }

    public static void to(Image image, float[] values, int at, float[] to, int toAt) {
        Layout.transpose(values, at, (int) image.pixels(), image.channels(), to, toAt);
    }

    /** values += cost, which is in (c, y, x) order. */
    static void add(Image image, float[] cost, float[] values) {
        int pixels = (int) image.pixels();
        int channels = image.channels();
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < pixels; p++) {
                values[p * channels + c] += cost[c * pixels + p];
            }
        }
    }
}
