package org.spikelink.trainer.report;

import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Small transparent pictures of one pixel per value, which pages enlarge; they look right on light and dark. */
final class Pixels {
    /** Of ON events and positive values, as on the live page. */
    static final int ORANGE = 0xE8762B;

    /** Of OFF events and negative values, and of spikes. */
    static final int BLUE = 0x2B8CDB;

    private Pixels() {}

    static BufferedImage empty(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    }

    /** Sets a pixel to a value of -1..1: the larger its amount, the stronger the colour of its sign. */
    static void setSigned(BufferedImage image, int x, int y, double value) {
        set(image, x, y, Math.abs(value), value < 0 ? BLUE : ORANGE);
    }

    /** Sets a pixel to a colour, the stronger the larger {@code share} is. */
    static void set(BufferedImage image, int x, int y, double share, int rgb) {
        double shown = Math.sqrt(Math.min(1, share)); // so that small values are visible
        int alpha = (int) Math.round(255 * shown);
        image.setRGB(x, y, alpha << 24 | rgb);
    }

    static byte[] png(RenderedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    static String dataUri(RenderedImage image) {
        return dataUri(png(image));
    }

    static String dataUri(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }
}
