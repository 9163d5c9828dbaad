package org.spikelink.charts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.error.SpikelinkException;
import org.w3c.dom.Document;

final class PictureFileTest {
    private static final String HOSTILE = "<img onerror=\"x\"> & 'more'";

    @Test
    void pngHasTwoPixelsPerUnitAndTheColoursOfItsTheme(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.PNG");
        PictureFile.write(file, new Bar(1), ChartTheme.DARK);

        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(80);
        assertThat(image.getHeight()).isEqualTo(40);
        assertThat(new Color(image.getRGB(70, 20))).isEqualTo(ChartTheme.DARK.ground());
        assertThat(new Color(image.getRGB(10, 20))).isEqualTo(ChartTheme.DARK.on());
    }

    @Test
    void svgKeepsTextAsTextAndEmbedsImages() throws Exception {
        byte[] svg = PictureFile.bytes(PictureFormat.SVG, new Bar(1), ChartTheme.LIGHT);

        Document parsed =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg));
        assertThat(parsed.getElementsByTagName("text").item(0).getTextContent()).isEqualTo(HOSTILE);
        assertThat(parsed.getDocumentElement().getAttribute("aria-label")).isEqualTo(HOSTILE);
        String link =
                parsed.getElementsByTagName("image")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("xlink:href")
                        .getNodeValue();
        BufferedImage image =
                ImageIO.read(
                        new ByteArrayInputStream(
                                Base64.getDecoder()
                                        .decode(link.replace("data:image/png;base64,", ""))));
        assertThat(new Color(image.getRGB(0, 0))).isEqualTo(Color.MAGENTA);
    }

    @Test
    void gifHasAllFramesAndRepeats() throws IOException {
        byte[] gif = PictureFile.bytes(PictureFormat.GIF, new Bar(4), ChartTheme.LIGHT);

        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(4);
            assertThat(new Color(reader.read(0).getRGB(25, 10)))
                    .isEqualTo(ChartTheme.LIGHT.ground());
            assertThat(new Color(reader.read(3).getRGB(25, 10))).isEqualTo(ChartTheme.LIGHT.on());
            IIOMetadataNode first =
                    (IIOMetadataNode)
                            reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
            assertThat(first.getElementsByTagName("ApplicationExtension").getLength()).isEqualTo(1);
        }
    }

    @Test
    void htmlHasBothThemesAndEscapesTheTitle() {
        String page =
                new String(
                        PictureFile.bytes(PictureFormat.HTML, new Bar(1), ChartTheme.LIGHT), UTF_8);

        assertThat(page)
                .contains("<title>&lt;img onerror=&quot;x&quot;&gt; &amp; 'more'</title>")
                .doesNotContain("<img onerror")
                .contains("prefers-color-scheme: dark")
                .doesNotContain("<script");
        assertThat(page.split("data:image/png;base64,", -1)).hasSize(3);
    }

    @Test
    void suffixThatNamesNoFormatIsRejected() {
        assertThatThrownBy(() -> PictureFormat.of(Path.of("x.jpeg")))
                .hasMessage("a picture's name must end with .png, .svg, .gif, .html (got x.jpeg)");
    }

    @Test
    void fileThatCannotBeWrittenIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("none/x.png");
        assertThatThrownBy(() -> PictureFile.write(file, new Bar(1), ChartTheme.LIGHT))
                .isInstanceOf(SpikelinkException.class)
                .hasMessageStartingWith(file + ": cannot be written");
        assertThat(Files.exists(file)).isFalse();
    }

    /** A bar that grows to three quarters of the width, with a text and an image. */
    private record Bar(int frames) implements Picture {
        @Override
        public int width() {
            return 40;
        }

        @Override
        public int height() {
            return 20;
        }

        @Override
        public String title() {
            return HOSTILE;
        }

        @Override
        public void draw(Graphics2D g, ChartTheme theme) {
            drawFrame(g, theme, frames - 1);
        }

        @Override
        public void drawFrame(Graphics2D g, ChartTheme theme, int frame) {
            g.setPaint(theme.ground());
            g.fillRect(0, 0, 40, 20);
            g.setPaint(theme.on());
            g.fillRect(0, 0, 30 * (frame + 1) / frames, 20);
            g.drawString(HOSTILE, 0, 60);
            BufferedImage one = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
            one.setRGB(0, 0, Color.MAGENTA.getRGB());
            g.drawImage(one, 38, 0, 1, 1, null);
        }
    }
}
