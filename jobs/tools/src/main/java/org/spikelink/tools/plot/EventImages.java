package org.spikelink.tools.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Images of a sensor, one for each slice of time.
 *
 * @param scan of the events
 * @param columns cells of a row; a cell is a square of pixels
 * @param rows of cells
 * @param slices of the scan's span
 * @param values [slices][rows * columns] from -1 (OFF) over 0 (nothing) to 1 (ON)
 */
record EventImages(
        EventScan scan, int columns, int rows, List<TimeSpan> slices, List<float[]> values) {
    private static final int MOST_CELLS = 320;

    /** Brightness of a cell with a single event, so that it is seen at all. */
    private static final double FAINTEST = 0.35;

    /** Share of the cells with events that are as bright as can be. */
    private static final double SATURATED = 0.02;

    /** Where events are: ON or OFF, whichever are more, the brighter the more there are. */
    static EventImages counts(PlotSource source, EventScan scan, int slices) {
        Grid grid = new Grid(scan, slices);
        float[][] on = new float[slices][grid.cells()];
        float[][] off = new float[slices][grid.cells()];
        EventScan.forEach(
                source, (tUs, x, y, isOn) -> (isOn ? on : off)[grid.slice(tUs)][grid.cell(x, y)]++);
        double brightest = brightest(on, off);
        for (int n = 0; n < slices; n++) {
            for (int cell = 0; cell < grid.cells(); cell++) {
                double count = on[n][cell] + off[n][cell];
                double share = Math.min(1, count / brightest);
                double value = count == 0 ? 0 : FAINTEST + (1 - FAINTEST) * Math.sqrt(share);
                on[n][cell] = (float) (on[n][cell] >= off[n][cell] ? value : -value);
            }
        }
        return grid.images(on);
    }

    private static double brightest(float[][] on, float[][] off) {
        float[] counts = new float[on.length * on[0].length];
        int filled = 0;
        for (int n = 0; n < on.length; n++) {
            for (int cell = 0; cell < on[n].length; cell++) {
                float count = on[n][cell] + off[n][cell];
                if (count > 0) {
                    counts[filled++] = count;
                }
            }
        }
        Arrays.sort(counts, 0, filled);
        return Math.max(2, counts[(int) ((1 - SATURATED) * (filled - 1))]);
    }

    /** exp(-age / tau) of each cell's last event at the end of each slice, negative for an OFF event. */
    static EventImages surfaces(PlotSource source, EventScan scan, int slices, long tauUs) {
        Grid grid = new Grid(scan, slices);
        float[][] values = new float[slices][grid.cells()];
        long[] last = new long[grid.cells()];
        boolean[] lastOn = new boolean[grid.cells()];
        Arrays.fill(last, Long.MIN_VALUE);
        int[] done = {0};
        Runnable draw =
                () -> {
                    long endUs = grid.slices.get(done[0]).endUs();
                    float[] image = values[done[0]++];
                    for (int cell = 0; cell < image.length; cell++) {
                        if (last[cell] != Long.MIN_VALUE) {
                            double value = Math.exp(-(double) (endUs - last[cell]) / tauUs);
                            image[cell] = (float) (lastOn[cell] ? value : -value);
                        }
                    }
                };
        EventScan.forEach(
                source,
                (tUs, x, y, isOn) -> {
                    while (done[0] < grid.slice(tUs)) {
                        draw.run();
                    }
                    int cell = grid.cell(x, y);
                    if (tUs >= last[cell]) {
                        last[cell] = tUs;
                        lastOn[cell] = isOn;
                    }
                });
        while (done[0] < slices) {
            draw.run();
        }
        return grid.images(values);
    }

    /** How times become slices, and pixels cells. */
    private static final class Grid {
        private final EventScan scan;
        private final int side;
        private final int columns;
        private final int rows;
        private final List<TimeSpan> slices = new ArrayList<>();

        Grid(EventScan scan, int slices) {
            this.scan = scan;
            side = (Math.max(scan.width(), scan.height()) + MOST_CELLS - 1) / MOST_CELLS;
            columns = (scan.width() + side - 1) / side;
            rows = (scan.height() + side - 1) / side;
            for (int n = 0; n < slices; n++) {
                this.slices.add(scan.span().part(n, slices));
            }
        }

        int cells() {
            return rows * columns;
        }

        int slice(long tUs) {
            double n = (double) (tUs - scan.span().startUs()) * slices.size() / scan.span().us();
            return (int) Math.max(0, Math.min(n, slices.size() - 1));
        }

        int cell(int x, int y) {
            return y / side * columns + x / side;
        }

        EventImages images(float[][] values) {
            return new EventImages(scan, columns, rows, slices, Arrays.asList(values));
        }
    }
}
