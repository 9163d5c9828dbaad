package org.spikelink.trainer.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The balance of the classes, and weights that compensate for it. */
public final class ClassBalance {
    private static final double NOTABLE = 3;
    private static final int FEW = 5;

    private ClassBalance() {}

    /**
     * The weight of each class: n / (k * count), inversely proportional to its count. The mean weight of all counted
     * items is 1. A class that does not occur has weight 0.
     */
    public static double[] weights(long[] counts) {
        long sum = 0;
        int classes = 0;
        for (long count : counts) {
            sum += count;
            classes += count > 0 ? 1 : 0;
        }
        double[] weights = new double[counts.length];
        for (int c = 0; c < counts.length; c++) {
            weights[c] = counts[c] == 0 ? 0 : (double) sum / ((double) classes * counts[c]);
        }
        return weights;
    }

    /** Warns about classes that are much rarer than others, or have very few recordings. */
    static List<String> warnings(List<String> labels, long[] counts, boolean steps) {
        int rarest = 0;
        int commonest = 0;
        for (int c = 1; c < counts.length; c++) {
            rarest = counts[c] < counts[rarest] ? c : rarest;
            commonest = counts[c] > counts[commonest] ? c : commonest;
        }
        String unit = steps ? "samples" : "recordings";
        List<String> warnings = new ArrayList<>();
        if (counts[commonest] >= NOTABLE * counts[rarest]) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "class imbalance: '%s' has %d %s, '%s' only %d; consider --class-weights balanced",
                            labels.get(commonest),
                            counts[commonest],
                            unit,
                            labels.get(rarest),
                            counts[rarest]));
        }
        if (counts[rarest] < FEW) {
            warnings.add(
                    "class '%s' has too few %s: %d"
                            .formatted(labels.get(rarest), unit, counts[rarest]));
        }
        return warnings;
    }
}
