package org.spikelink.charts;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.w3c.dom.Element;

/** Embeds images in SVG with Java's PNG writer: Batik's own one is in a library that is not needed otherwise. */
final class EmbeddedImages extends ImageHandlerBase64Encoder {
    private static final String XLINK = "http://www.w3.org/1999/xlink";

    @Override
    public void handleHREF(Image image, Element element, SVGGeneratorContext context) {
        embed((BufferedImage) image, element);
    }

    @Override
    public void handleHREF(RenderedImage image, Element element, SVGGeneratorContext context) {
        embed(image, element);
    }

    private static void embed(RenderedImage image, Element element) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        element.setAttributeNS(
                XLINK,
                "xlink:href",
                "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray()));
        element.setAttribute("style", "image-rendering:pixelated");
    }
}
