package org.spikelink.charts;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** A picture as a GIF that repeats for ever, and rests at its end. */
final class Gif {
    private static final int FRAME_CS = 8; // 1/100 s
    private static final int LAST_CS = 200;
    private static final byte[] FOR_EVER = {1, 0, 0};

    private Gif() {}

    static byte[] of(Picture picture, ChartTheme theme) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            int frames = picture.frames();
            for (int n = 0; n < frames; n++) {
                int frame = n;
                BufferedImage image =
                        Indexed.of(
                                PictureFile.image(
                                        picture, 1, g -> picture.drawFrame(g, theme, frame)));
                int cs = n == frames - 1 ? LAST_CS : FRAME_CS;
                writer.writeToSequence(
                        new IIOImage(image, null, metadata(writer, image, cs)), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadata metadata(ImageWriter writer, BufferedImage image, int cs)
            throws IOException {
        IIOMetadata metadata =
                writer.getDefaultImageMetadata(
                        // createFromRenderedImage would take Java's default palette
                        new ImageTypeSpecifier(image), null);
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(cs));
        IIOMetadataNode repeat = new IIOMetadataNode("ApplicationExtension");
        repeat.setAttribute("applicationID", "NETSCAPE");
        repeat.setAttribute("authenticationCode", "2.0");
        repeat.setUserObject(FOR_EVER);
        child(root, "ApplicationExtensions").appendChild(repeat);
        metadata.setFromTree(format, root);
        return metadata;
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int n = 0; n < root.getLength(); n++) {
            if (root.item(n).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(n);
            }
        }
        IIOMetadataNode added = new IIOMetadataNode(name);
        root.appendChild(added);
        return added;
    }
}
