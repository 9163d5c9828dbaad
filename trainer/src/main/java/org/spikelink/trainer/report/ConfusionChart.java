package org.spikelink.trainer.report;

import java.awt.Color;
import java.util.ArrayList;
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

    static Drawing drawing(String name, ConfusionMatrix confusion) {
        List<String> labels = confusion.labels();
        XYPlot plot = new XYPlot();
        plot.setDataset(shares(confusion));
        plot.setDomainAxis(axis("predicted class", labels));
        SymbolAxis actual = axis("true class", labels);
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
        JFreeChart chart = ChartStyle.chart("Confusion matrix", plot);
        chart.removeLegend();
        int side = Math.min(WIDEST, MARGIN + labels.size() * CELL);
        return new Drawing(name, chart, side, side);
    }

    private static SymbolAxis axis(String title, List<String> labels) {
        SymbolAxis axis = ChartStyle.styled(new SymbolAxis(title, labels.toArray(String[]::new)));
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, labels.size() - 0.5);
        axis.setVerticalTickLabels(
                title.startsWith("predicted") && labels.stream().anyMatch(l -> l.length() > 4));
        return axis;
    }

    /** Only cells that are not empty. */
    private static DefaultXYZDataset shares(ConfusionMatrix confusion) {
        List<double[]> cells = new ArrayList<>();
        for (int label = 0; label < confusion.classes(); label++) {
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                if (confusion.at(label, predicted) > 0) {
                    cells.add(new double[] {predicted, label, share(confusion, label, predicted)});
                }
            }
        }
        double[][] xyz = new double[3][cells.size()];
        for (int n = 0; n < cells.size(); n++) {
            for (int i = 0; i < xyz.length; i++) {
                xyz[i][n] = cells.get(n)[i];
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

    /** Blue, the more transparent the smaller. */
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
            int alpha =
                    (int) Math.round(255 * Math.sqrt(share)); // so that a share of 1 % is visible
            return new Color(FULL.getRed(), FULL.getGreen(), FULL.getBlue(), alpha);
        }
    }
}
