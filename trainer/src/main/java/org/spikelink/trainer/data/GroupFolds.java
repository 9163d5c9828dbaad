package org.spikelink.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Deals whole groups of recordings to folds, so that the classes have about the same share in each: groups with the
 * most uneven classes first, each to the fold where it leaves the classes most even.
 *
 * <p>Source: scikit-learn's {@code StratifiedGroupKFold}.
 */
final class GroupFolds {
    private final int[][] counts; // [group][class]
    private final int[] totals; // [class]
    private final int[][] dealt; // [fold][class]

    private GroupFolds(int[] labels, int[] groups, int folds) {
        int[] classes = Arrays.stream(labels).distinct().sorted().toArray();
        int groupCount = Arrays.stream(groups).max().orElse(-1) + 1;
        counts = new int[groupCount][classes.length];
        totals = new int[classes.length];
        dealt = new int[folds][classes.length];
        for (int n = 0; n < labels.length; n++) {
            int c = Arrays.binarySearch(classes, labels[n]);
            counts[groups[n]][c]++;
            totals[c]++;
        }
    }

    /** The fold of each recording, 0..folds - 1. */
    static int[] of(int[] labels, int[] groups, int folds, long seed) {
        return new GroupFolds(labels, groups, folds).deal(groups, seed);
    }

    private int[] deal(int[] groups, long seed) {
        int[] foldOf = new int[counts.length];
        for (int group : order(seed)) {
            foldOf[group] = best(counts[group]);
            add(dealt[foldOf[group]], counts[group], 1);
        }
        return Arrays.stream(groups).map(group -> foldOf[group]).toArray();
    }

    private List<Integer> order(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> order = new ArrayList<>();
        for (int n = 0; n < counts.length; n++) {
            order.add(random.nextInt(n + 1), n);
        }
        order.sort(
                Comparator.comparingDouble((Integer group) -> -deviation(counts[group]))
                        .thenComparingInt(group -> -IntStream.of(counts[group]).sum()));
        return order;
    }

    /** The fold where a group leaves the shares of the classes most even; the smallest of equal ones. */
    private int best(int[] group) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        int fewest = Integer.MAX_VALUE;
        for (int fold = 0; fold < dealt.length; fold++) {
            int size = IntStream.of(dealt[fold]).sum();
            add(dealt[fold], group, 1);
            double uneven = unevenness();
            add(dealt[fold], group, -1);
            boolean same = Math.abs(uneven - least) < 1e-12;
            if (same ? size < fewest : uneven < least) {
                best = fold;
                least = uneven;
                fewest = size;
            }
        }
        return best;
    }

    /** Mean over the classes of the deviation between folds of their share of the class. */
    private double unevenness() {
        double sum = 0;
        double[] shares = new double[dealt.length];
        for (int c = 0; c < totals.length; c++) {
            for (int fold = 0; fold < shares.length; fold++) {
                shares[fold] = (double) dealt[fold][c] / totals[c];
            }
            sum += deviation(shares);
        }
        return sum / totals.length;
    }

    private static double deviation(int[] values) {
        return deviation(Arrays.stream(values).asDoubleStream().toArray());
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    private static void add(int[] to, int[] values, int sign) {
        for (int c = 0; c < to.length; c++) {
            to[c] += sign * values[c];
        }
    }
}
