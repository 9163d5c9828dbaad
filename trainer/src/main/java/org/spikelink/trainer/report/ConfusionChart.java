package org.spikelink.trainer.report;

import java.awt.Color;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.data.xy.DefaultXYZDataset;
import org.spikelink.trainer.run.Confusion;

/** Which labels were taken for which, shares of each label as shades. */
final class ConfusionChart {
    private static final int CELL = 44;
    private static final int MARGIN = 170;
    private static final int WIDEST = 1000;

    /** Numbers in cells of more classes could not be read. */
    private static final int MOST_NUMBERED = 24;

    private ConfusionChart() {}

    static byte[] png(List<String> labels, Confusion confusion) {
        XYPlot plot = new XYPlot();
        plot.setDataset(shares(confusion));
        plot.setDomainAxis(axis("taken for", labels));
        SymbolAxis truth = axis("label", labels);
        truth.setInverted(true);
        plot.setRangeAxis(truth);
        XYBlockRenderer renderer = new XYBlockRenderer();
        renderer.setPaintScale(new Shades());
        plot.setRenderer(renderer);
        ChartStyle.plain(plot);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        if (labels.size() <= MOST_NUMBERED) {
            number(plot, confusion);
        }
        JFreeChart chart = ChartStyle.chart("Confusion", plot);
        chart.removeLegend();
        int side = Math.min(WIDEST, MARGIN + labels.size() * CELL);
        return ChartStyle.png(chart, side, side);
    }

    private static SymbolAxis axis(String title, List<String> labels) {
        SymbolAxis axis = new SymbolAxis(title, labels.toArray(String[]::new));
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, labels.size() - 0.5);
        axis.setLabelFont(ChartStyle.small());
        axis.setTickLabelFont(ChartStyle.small());
        axis.setVerticalTickLabels(
                title.equals("taken for") && labels.stream().anyMatch(l -> l.length() > 4));
        return axis;
    }

    private static DefaultXYZDataset shares(Confusion confusion) {
        int classes = confusion.counts().length;
        double[][] xyz = new double[3][classes * classes];
        for (int label = 0; label < classes; label++) {
            for (int found = 0; found < classes; found++) {
                int at = label * classes + found;
                xyz[0][at] = found;
                xyz[1][at] = label;
                xyz[2][at] = share(confusion, label, found);
            }
        }
        DefaultXYZDataset data = new DefaultXYZDataset();
        data.addSeries("share", xyz);
        return data;
    }

    private static double share(Confusion confusion, int label, int found) {
        return confusion.counts()[label][found] / (double) Math.max(1, confusion.ofLabel(label));
    }

    private static void number(XYPlot plot, Confusion confusion) {
        int classes = confusion.counts().length;
        for (int label = 0; label < classes; label++) {
            for (int found = 0; found < classes; found++) {
                int count = confusion.counts()[label][found];
                if (count > 0) {
                    XYTextAnnotation text =
                            new XYTextAnnotation(Integer.toString(count), found, label);
                    text.setFont(ChartStyle.small());
                    text.setPaint(
                            share(confusion, label, found) > 0.5 ? Color.WHITE : ChartStyle.INK);
                    plot.addAnnotation(text);
                }
            }
        }
    }

    /** From white to blue. */
    private static final class Shades implements PaintScale {
        private static final Color FULL = ChartStyle.color(0);

        @Override
        public double getLowerBound() {
            return 0;
        }

        @Override
        public double getUpperBound() {
            return 1;
        }

        @Override
        public Color getPaint(double share) {
            double shown = Math.sqrt(share); // so that one of a hundred is seen
            return new Color(
                    towards(FULL.getRed(), shown),
                    towards(FULL.getGreen(), shown),
                    towards(FULL.getBlue(), shown));
        }

        private static int towards(int full, double share) {
            return (int) Math.round(255 + share * (full - 255));
        }
    }
}
