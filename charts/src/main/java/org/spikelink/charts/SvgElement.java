package org.spikelink.charts;

import java.awt.Graphics2D;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A drawing as an {@code svg} element. Text stays text, as wide as it was drawn whatever font shows it; images are embedded.
 */
public final class SvgElement {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    /** Digits after the decimal point: smaller differences cannot be seen. */
    private static final int DIGITS = 2;

    private SvgElement() {}

    /**
     * The element of a drawing.
     *
     * @param name that ids begin with; unique among the drawings of a page
     * @param title what it shows, for those who cannot see it
     * @param width units of 1/96 inch
     * @param height units of 1/96 inch
     * @param drawing draws it
     */
    public static String of(
            String name, String title, int width, int height, Consumer<Graphics2D> drawing) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment("");
        context.setPrecision(DIGITS);
        context.setImageHandler(new EmbeddedImages());
        context.setIDGenerator(
                new SVGIDGenerator() {
                    @Override
                    public String generateID(String prefix) {
                        return name + "-" + super.generateID(prefix);
                    }
                });
        Texts graphics = new Texts(context);
        drawing.accept(graphics);
        Element root = graphics.getRoot();
        graphics.keepWidths(root);
        root.setAttribute("width", Integer.toString(width));
        root.setAttribute("height", Integer.toString(height));
        root.setAttribute("viewBox", "0 0 " + width + " " + height);
        root.setAttribute("role", "img");
        root.setAttribute("aria-label", title);
        StringWriter text = new StringWriter();
        try {
            graphics.stream(root, text, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        // Readers would look up the document type's address.
        String svg = text.toString();
        return svg.substring(svg.indexOf("<svg"))
                .replace("\"genericDefs\"", '"' + name + "-defs\"");
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JDK makes XML documents", e);
        }
    }

    /** Remembers how wide each text is: aligned text stays in its place in another computer's font. */
    private static final class Texts extends SVGGraphics2D {
        private final List<Integer> widths = new ArrayList<>();

        Texts(SVGGeneratorContext context) {
            super(context, false);
        }

        @Override
        public void drawString(String text, float x, float y) {
            widths.add(getFontMetrics().stringWidth(text));
            super.drawString(text, x, y);
        }

        void keepWidths(Element root) {
            NodeList texts = root.getElementsByTagName("text");
            if (texts.getLength() != widths.size()) {
                return; // attributed text, or text that a clip hides, is among them
            }
            for (int n = 0; n < widths.size(); n++) {
                ((Element) texts.item(n))
                        .setAttribute("textLength", Integer.toString(widths.get(n)));
            }
        }
    }
}
