package org.spikelink.charts;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * An image of at most 256 colours, as a GIF needs it. One that has no more keeps its colours. Otherwise they are cut into
 * boxes: the box with the widest channel is halved until there are 256, and the pixels of a box get the colour that most of
 * them have. So rare colours stay apart, and a ground keeps its colour exactly.
 */
final class Indexed {
    static final int MOST = 256;
    private static final int RGB = 0xffffff;

    private Indexed() {}

    /**
     * The same picture, of {@code TYPE_BYTE_INDEXED}.
     *
     * @param image of {@code TYPE_INT_RGB}
     */
    static BufferedImage of(BufferedImage image) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        ColorCounts counts = new ColorCounts();
        int[] numbers = new int[pixels.length];
        for (int n = 0; n < pixels.length; n++) {
            numbers[n] = counts.add(pixels[n] & RGB);
        }
        byte[] indices = new byte[counts.size()];
        BufferedImage indexed =
                new BufferedImage(
                        image.getWidth(),
                        image.getHeight(),
                        BufferedImage.TYPE_BYTE_INDEXED,
                        palette(counts, indices));
        byte[] to = ((DataBufferByte) indexed.getRaster().getDataBuffer()).getData();
        for (int n = 0; n < to.length; n++) {
            to[n] = indices[numbers[n]];
        }
        return indexed;
    }

    /** The colours; {@code indices} receives for each counted colour which of them it gets. */
    private static IndexColorModel palette(ColorCounts counts, byte[] indices) {
        PriorityQueue<ColorBox> boxes =
                new PriorityQueue<>(Comparator.comparingInt(box -> -box.width()));
        boxes.add(ColorBox.of(counts.all()));
        while (boxes.size() < MOST && boxes.element().width() > 0) {
            boxes.addAll(boxes.remove().halves());
        }
        int[] palette = new int[MOST];
        int index = 0;
        for (ColorBox box : boxes) {
            palette[index] = box.commonest();
            for (ColorCounts.Counted color : box.colors()) {
                indices[color.number()] = (byte) index;
            }
            index++;
        }
        return new IndexColorModel(8, MOST, palette, 0, false, -1, DataBufferByte.TYPE_BYTE);
    }

    /**
     * Some colours.
     *
     * @param shift of the channel in which they differ most
     * @param low its smallest value
     * @param width its largest minus its smallest value
     */
    private record ColorBox(List<ColorCounts.Counted> colors, int shift, int low, int width) {
        static ColorBox of(List<ColorCounts.Counted> colors) {
            ColorBox widest = new ColorBox(colors, 0, 0, -1);
            for (int shift = 16; shift >= 0; shift -= 8) {
                int low = Integer.MAX_VALUE;
                int high = 0;
                for (ColorCounts.Counted color : colors) {
                    low = Math.min(low, color.channel(shift));
                    high = Math.max(high, color.channel(shift));
                }
                if (high - low > widest.width) {
                    widest = new ColorBox(colors, shift, low, high - low);
                }
            }
            return widest;
        }

        List<ColorBox> halves() {
            int middle = low + width / 2;
            return List.of(
                    of(colors.stream().filter(c -> c.channel(shift) <= middle).toList()),
                    of(colors.stream().filter(c -> c.channel(shift) > middle).toList()));
        }

        int commonest() {
            return colors.stream()
                    .max(Comparator.comparingInt(ColorCounts.Counted::pixels))
                    .orElseThrow()
                    .rgb();
        }
    }
}
