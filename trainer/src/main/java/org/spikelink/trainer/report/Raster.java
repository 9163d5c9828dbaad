package org.spikelink.trainer.report;

import java.awt.image.BufferedImage;
import org.spikelink.trainer.learn.Trace;

/** Spikes of a layer as a picture: neurons from bottom to top, steps from left to right. */
final class Raster {
    /** More neurons than this share rows. */
    private static final int MOST_ROWS = 192;

    /** More steps than this share columns. */
    private static final int MOST_COLUMNS = 512;

    private Raster() {}

    static BufferedImage of(Trace.Layer layer) {
        int perRow = (layer.outputs() + MOST_ROWS - 1) / MOST_ROWS;
        int perColumn = (layer.steps() + MOST_COLUMNS - 1) / MOST_COLUMNS;
        int rows = (layer.outputs() + perRow - 1) / perRow;
        int columns = (layer.steps() + perColumn - 1) / perColumn;
        int[] counts = new int[rows * columns];
        for (int t = 0; t < layer.steps(); t++) {
            for (int j = 0; j < layer.outputs(); j++) {
                if (layer.spk()[t * layer.outputs() + j] > 0) {
                    counts[(rows - 1 - j / perRow) * columns + t / perColumn]++;
                }
            }
        }
        BufferedImage image = Pixels.empty(columns, rows);
        for (int at = 0; at < counts.length; at++) {
            if (counts[at] > 0) {
                double share = (double) counts[at] / (perRow * perColumn);
                Pixels.set(image, at % columns, at / columns, share, Pixels.BLUE);
            }
        }
        return image;
    }
}
