package org.spikelink.trainer.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * Recordings as vectors: the sums of each input over a few bins of time, or their square roots. Bins divide the longest
 * recording, or each recording by itself; then sums are per step, so that lengths do not count.
 *
 * @param bins of time, at least 1
 * @param eachByItself whether every recording is divided by itself
 * @param root whether square roots are taken, with the sign of the sum: they even out the variance of counts
 */
record Features(int bins, boolean eachByItself, boolean root) {

    /**
     * Squared distances between all recordings [n][n].
     *
     * <p>Computed from the recordings in which an input is active, because most are active in few.
     */
    double[] squaredDistances(List<LabelledSequence> recordings) {
        int n = recordings.size();
        int longest = recordings.stream().mapToInt(LabelledSequence::steps).max().orElse(1);
        TreeMap<Long, Column> columns = new TreeMap<>();
        for (int row = 0; row < n; row++) {
            int of = row;
            sums(recordings.get(row), longest)
                    .forEach(
                            (key, sum) ->
                                    columns.computeIfAbsent(key, k -> new Column())
                                            .add(of, root ? signedRoot(sum[0]) : sum[0]));
        }
        double[] products = new double[n * n];
        columns.values().forEach(column -> column.addProducts(products, n));
        double[] distances = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double d =
                        products[i * n + i]
                                + products[j * n + j]
                                - 2 * products[Math.max(i, j) * n + Math.min(i, j)];
                distances[i * n + j] = Math.max(0, d);
            }
        }
        return distances;
    }

    private static double signedRoot(double sum) {
        return Math.copySign(Math.sqrt(Math.abs(sum)), sum);
    }

    /** Sums by bin and input. */
    private TreeMap<Long, double[]> sums(LabelledSequence s, int longest) {
        TreeMap<Long, double[]> sums = new TreeMap<>();
        int steps = eachByItself ? s.steps() : longest;
        for (int t = 0; t < s.steps(); t++) {
            long bin = Math.min(bins - 1, (long) t * bins / steps);
            double scale = eachByItself ? (double) bins / steps : 1;
            for (int at = s.start(t); at < s.end(t); at++) {
                long key = bin << Integer.SIZE | s.indices()[at];
                sums.computeIfAbsent(key, k -> new double[1])[0] += scale * s.values()[at];
            }
        }
        return sums;
    }

    /** The recordings in which one input is active in one bin, ascending, and its values. */
    private static final class Column {
        private int[] rows = new int[4];
        private double[] values = new double[4];
        private int size;

        void add(int row, double value) {
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            rows[size] = row;
            values[size++] = value;
        }

        /** Adds to the products of all pairs, in the lower triangle. */
        void addProducts(double[] products, int n) {
            for (int i = 0; i < size; i++) {
                int row = rows[i] * n;
                for (int j = 0; j <= i; j++) {
                    products[row + rows[j]] += values[i] * values[j];
                }
            }
        }
    }

    /** The choices for recordings: one division where all have the same length, roots alone for counts. */
    static List<Features> choices(List<LabelledSequence> recordings, boolean counts) {
        int longest = recordings.stream().mapToInt(LabelledSequence::steps).max().orElse(1);
        int shortest = recordings.stream().mapToInt(LabelledSequence::steps).min().orElse(1);
        List<Features> choices = new ArrayList<>();
        for (int bins : new int[] {1, 2, 5, 10, 20}) {
            if (bins <= longest) {
                choices.add(new Features(bins, false, true));
                if (longest > 1.2 * shortest) {
                    choices.add(new Features(bins, true, true));
                }
                if (!counts) {
                    choices.add(new Features(bins, false, false));
                    choices.add(new Features(bins, true, false));
                }
            }
        }
        return choices;
    }
}
