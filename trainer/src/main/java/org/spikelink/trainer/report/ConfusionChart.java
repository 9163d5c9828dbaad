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
import org.spikelink.evaluation.ConfusionMatrix;

/** A confusion matrix; the shade of a cell is its share of the label. */
final class ConfusionChart {
    private static final int CELL = 44;
    private static final int MARGIN = 170;
    private static final int WIDEST = 1000;

    /** With more classes, the numbers in the cells would be unreadable. */
    private static final int MOST_NUMBERED = 24;

    private ConfusionChart() {}

    static byte[] png(ConfusionMatrix confusion) {
        List<String> labels = confusion.labels();
        XYPlot plot = new XYPlot();
        plot.setDataset(shares(confusion));
        plot.setDomainAxis(axis("predicted", labels));
        SymbolAxis actual = axis("actual", labels);
        actual.setInverted(true);
        plot.setRangeAxis(actual);
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
                title.equals("predicted") && labels.stream().anyMatch(l -> l.length() > 4));
        return axis;
    }

    private static DefaultXYZDataset shares(ConfusionMatrix confusion) {
        int classes = confusion.classes();
        double[][] xyz = new double[3][classes * classes];
        for (int label = 0; label < classes; label++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                int at = label * classes + predicted;
                xyz[0][at] = predicted;
                xyz[1][at] = label;
                xyz[2][at] = share(confusion, label, predicted);
            }
        }
        DefaultXYZDataset data = new DefaultXYZDataset();
        data.addSeries("share", xyz);
        return data;
    }

    private static double share(ConfusionMatrix confusion, int label, int predicted) {
        return confusion.at(label, predicted) / (double) Math.max(1, confusion.ofClass(label));
    }

    private static void number(XYPlot plot, ConfusionMatrix confusion) {
        int classes = confusion.classes();
        for (int label = 0; label < classes; label++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                int count = confusion.at(label, predicted);
                if (count > 0) {
                    XYTextAnnotation text =
                            new XYTextAnnotation(Integer.toString(count), predicted, label);
                    text.setFont(ChartStyle.small());
                    text.setPaint(
                            share(confusion, label, predicted) > 0.5
                                    ? Color.WHITE
                                    : ChartStyle.INK);
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
            double shown = Math.sqrt(share); // so that a share of 1 % is visible
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
