package org.spikelink.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which recordings are learned from and which are kept aside to measure. Stratified: each class is shared out alike.
 *
 * @param training indices, ascending
 * @param validation indices, ascending; those not in {@code training}
 */
public record Split(int[] training, int[] validation) {

    /**
     * Keeps a share of each class aside, rounded, but never all of it.
     *
     * @param labels class of each recording; equal where there are none
     * @param share kept aside, above 0 and below 1
     */
    public static Split of(int[] labels, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "the share kept for validation must be above 0 and below 1 (got %s)"
                            .formatted(share));
        }
        List<Integer> kept = new ArrayList<>();
        for (int[] ofClass : shuffledClasses(labels, seed)) {
            long count = Math.min(Math.round(share * ofClass.length), ofClass.length - 1);
            Arrays.stream(ofClass).limit(count).forEach(kept::add);
        }
        return without(labels.length, kept);
    }

    /**
     * K splits whose validation parts cover all recordings, each once. Classes are dealt out one after the other, so
     * that the folds' sizes differ by at most one.
     */
    public static List<Split> folds(int[] labels, int folds, long seed) {
        if (folds < 2 || folds > labels.length) {
            throw new IllegalArgumentException(
                    "folds must be 2..%d, the number of recordings (got %d)"
                            .formatted(labels.length, folds));
        }
        List<List<Integer>> kept = new ArrayList<>();
        for (int k = 0; k < folds; k++) {
            kept.add(new ArrayList<>());
        }
        int dealt = 0;
        for (int[] ofClass : shuffledClasses(labels, seed)) {
            for (int n : ofClass) {
                kept.get(dealt++ % folds).add(n);
            }
        }
        return kept.stream().map(fold -> without(labels.length, fold)).toList();
    }

    /** Indices of each class, classes ascending, shuffled by the seed. */
    private static List<int[]> shuffledClasses(int[] labels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> classes = new ArrayList<>();
        for (int label : Arrays.stream(labels).distinct().sorted().toArray()) {
            List<Integer> ofClass = new ArrayList<>();
            for (int n = 0; n < labels.length; n++) {
                if (labels[n] == label) {
                    ofClass.add(n);
                }
            }
            classes.add(shuffled(ofClass, random));
        }
        return classes;
    }

    private static int[] shuffled(List<Integer> values, SplittableRandom random) {
        int[] shuffled = values.stream().mapToInt(n -> n).toArray();
        for (int n = shuffled.length - 1; n > 0; n--) {
            int other = random.nextInt(n + 1);
            int value = shuffled[n];
            shuffled[n] = shuffled[other];
            shuffled[other] = value;
        }
        return shuffled;
    }

    private static Split without(int size, List<Integer> kept) {
        boolean[] aside = new boolean[size];
        kept.forEach(n -> aside[n] = true);
        return new Split(select(aside, false), select(aside, true));
    }

    private static int[] select(boolean[] aside, boolean wanted) {
        int[] indices = new int[aside.length];
        int count = 0;
        for (int n = 0; n < aside.length; n++) {
            if (aside[n] == wanted) {
                indices[count++] = n;
            }
        }
        return Arrays.copyOf(indices, count);
    }
}
