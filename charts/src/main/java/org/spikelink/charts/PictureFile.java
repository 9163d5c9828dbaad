package org.spikelink.charts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.core.io.FileFailure;

/** Writes pictures. The file is complete or unchanged. */
public final class PictureFile {
    /** Pixels per unit of a picture's size, for high-resolution screens. */
    private static final int SCALE = 2;

    private PictureFile() {}

    /**
     * Writes a picture in the format that the file's suffix names; HTML has both themes, whichever is given.
     *
     * @throws IllegalArgumentException if the suffix names no format
     * @throws SpikelinkException if the file cannot be written
     */
    public static void write(Path file, Picture picture, ChartTheme theme) {
        byte[] bytes = bytes(PictureFormat.of(file), picture, theme);
        try {
            AtomicFile.write(file, bytes);
        } catch (IOException e) {
            throw new SpikelinkException(
                    file + ": cannot be written (" + FileFailure.unwritten(e) + ")", e);
        }
    }

    /** The content of a file. */
    public static byte[] bytes(PictureFormat format, Picture picture, ChartTheme theme) {
        return switch (format) {
            case PNG -> png(picture, theme);
            case SVG -> Svg.of(picture, theme).getBytes(UTF_8);
            case GIF -> Gif.of(picture, theme);
            case HTML -> Page.of(picture).getBytes(UTF_8);
        };
    }

    static byte[] png(Picture picture, ChartTheme theme) {
        BufferedImage image = image(picture, SCALE, g -> picture.draw(g, theme));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** Draws into an image of {@code scale} pixels per unit of the picture's size. */
    static BufferedImage image(Picture picture, double scale, Consumer<Graphics2D> drawing) {
        BufferedImage image =
                new BufferedImage(
                        (int) Math.round(picture.width() * scale),
                        (int) Math.round(picture.height() * scale),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(scale, scale);
        drawing.accept(graphics);
        graphics.dispose();
        return image;
    }
}
