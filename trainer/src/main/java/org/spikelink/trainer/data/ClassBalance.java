package org.spikelink.trainer.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How evenly classes are represented, and what evens them out. */
public final class ClassBalance {
    private static final double NOTABLE = 3;
    private static final int FEW = 5;

    private ClassBalance() {}

    /**
     * A weight for each class, inversely proportional to its count and 1 in the mean over all that was counted: n / (k *
     * count). 0 for a class that does not occur.
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

    /** Tells of classes that are much rarer than others, or hardly there. */
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
                            "class imbalance: '%s' has %d %s, '%s' only %d; balanced class weights even that out",
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
