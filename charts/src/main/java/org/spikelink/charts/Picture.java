package org.spikelink.charts;

import java.awt.Graphics2D;

/** What {@link PictureFile} writes: it is drawn anew for each format, theme and moment. */
public interface Picture {
    /** Width, units of 1/96 inch. */
    int width();

    /** Height, units of 1/96 inch. */
    int height();

    /** For those who cannot see it: what it shows, one line. */
    String title();

    /** Draws the whole picture, its ground included. */
    void draw(Graphics2D graphics, ChartTheme theme);

    /** Number of pictures that it makes when it moves; 1 if it does not. */
    default int frames() {
        return 1;
    }

    /**
     * Draws the picture at a moment.
     *
     * @param frame 0..{@link #frames} - 1
     */
    default void drawFrame(Graphics2D graphics, ChartTheme theme, int frame) {
        draw(graphics, theme);
    }
}
