package org.spikelink.trainer.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * Recordings as vectors: the sums of each input over a few bins of time, or their square roots.
 *
 * @param bins of time, at least 1
 * @param division of the time into bins
 * @param root whether square roots are taken, with the sign of the sum: they even out the variance of counts
 */
record Features(int bins, Division division, boolean root) {
    private static final int[] BINS = {1, 2, 5, 10, 20};
    private static final int[] OCTAVES = {4, 7, 10};

    /** Steps of the longest division into octaves. */
    static final int LONGEST = 1 << (OCTAVES[OCTAVES.length - 1] - 1);

    /** How time is divided. */
    enum Division {
        /** The longest recording into equal bins. */
        TOGETHER,
        /** Each recording by itself into equal bins; sums are per step, so that lengths do not count. */
        EACH,
        /** From the last step back: 1 step, the one before it, the 2 before that, then 4, 8, ...; earlier steps not. */
        OCTAVES
    }

    /** What is chosen, for people. */
    String text() {
        String name = division == Division.OCTAVES ? "octave" : "bin";
        String of =
                switch (division) {
                    case TOGETHER -> "";
                    case EACH -> " of each recording";
                    case OCTAVES -> " of time before each step";
                };
        return "%d %s%s%s%s"
                .formatted(bins, name, bins == 1 ? "" : "s", of, root ? ", square roots" : "");
    }

    /**
     * Squared distances between all recordings [n][n].
     *
     * <p>Computed from the recordings in which an input is active, because most are active in few.
     */
    double[] squaredDistances(List<LabelledSequence> recordings) {
        int n = recordings.size();
        int longest = recordings.stream().mapToInt(LabelledSequence::steps).max().orElse(1);
        Map<Long, Column> columns = new HashMap<>();
        List<List<Column>> active =
                new ArrayList<>(); // of each recording, ascending by bin and input
        for (int row = 0; row < n; row++) {
            int of = row;
            List<Column> own = new ArrayList<>();
            sums(recordings.get(row), longest)
                    .forEach(
                            (key, sum) -> {
                                Column column = columns.computeIfAbsent(key, k -> new Column());
                                column.add(of, root ? signedRoot(sum[0]) : sum[0]);
                                own.add(column);
                            });
            active.add(own);
        }
        double[] products = new double[n * n]; // the lower triangle
        IntStream.range(0, n)
                .parallel()
                .forEach(row -> active.get(row).forEach(c -> c.addProducts(products, row, n)));
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
        double scale = division == Division.EACH ? (double) bins / s.steps() : 1;
        for (int t = 0; t < s.steps(); t++) {
            long bin = bin(t, s.steps(), longest);
            if (bin >= bins) {
                continue;
            }
            for (int at = s.start(t); at < s.end(t); at++) {
                long key = bin << Integer.SIZE | s.indices()[at];
                sums.computeIfAbsent(key, k -> new double[1])[0] += scale * s.values()[at];
            }
        }
        return sums;
    }

    private long bin(int t, int steps, int longest) {
        return switch (division) {
            case TOGETHER -> (long) t * bins / longest;
            case EACH -> (long) t * bins / steps;
            case OCTAVES -> Integer.SIZE - Integer.numberOfLeadingZeros(steps - 1 - t);
        };
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

        /** Adds the products of a recording, which is active here, with itself and those before it. */
        void addProducts(double[] products, int row, int n) {
            int end = Arrays.binarySearch(rows, 0, size, row) + 1;
            double value = values[end - 1];
            for (int j = 0; j < end; j++) {
                products[row * n + rows[j]] += value * values[j];
            }
        }
    }

    /** The choices for recordings: one division where all have the same length, roots alone for counts. */
    static List<Features> choices(List<LabelledSequence> recordings, boolean counts) {
        int longest = recordings.stream().mapToInt(LabelledSequence::steps).max().orElse(1);
        int shortest = recordings.stream().mapToInt(LabelledSequence::steps).min().orElse(1);
        List<Features> choices = new ArrayList<>();
        for (int bins : BINS) {
            if (bins <= longest) {
                add(bins, Division.TOGETHER, counts, choices);
                if (longest > 1.2 * shortest) {
                    add(bins, Division.EACH, counts, choices);
                }
            }
        }
        return choices;
    }

    /** The choices for steps, with the steps before them. */
    static List<Features> choicesForSteps(boolean counts) {
        List<Features> choices = new ArrayList<>();
        for (int octaves : OCTAVES) {
            add(octaves, Division.OCTAVES, counts, choices);
        }
        return choices;
    }

    private static void add(int bins, Division division, boolean counts, List<Features> choices) {
        choices.add(new Features(bins, division, true));
        if (!counts) {
            choices.add(new Features(bins, division, false));
        }
    }
}
