package org.spikelink.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Indices of the training set and of the validation set, or of a held-out fold. Stratified: each class has the same
 * share in both.
 *
 * @param training indices, ascending
 * @param validation indices, ascending; those not in {@code training}
 */
public record Split(int[] training, int[] validation) {

    /**
     * Holds out a share of each class for validation. The number is rounded, but never the whole class.
     *
     * @param labels class of each recording; all the same if recordings have no label
     * @param share of the validation set, above 0 and below 1
     */
    public static Split of(int[] labels, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "the share of the validation set must be above 0 and below 1 (got %s)"
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
     * K splits whose validation parts cover all recordings, each once. Recordings are dealt to the folds class by
     * class, so that the sizes of the folds differ by at most one.
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

    /**
     * K splits whose validation parts cover all recordings, each once, and never divide a group. Classes have about
     * the same share in each.
     *
     * @param groups number of each recording's group, counted from 0
     */
    public static List<Split> folds(int[] labels, int[] groups, int folds, long seed) {
        int count = (int) Arrays.stream(groups).distinct().count();
        if (folds < 2 || folds > count) {
            throw new IllegalArgumentException(
                    "folds must be 2..%d, the number of groups (got %d)".formatted(count, folds));
        }
        int[] foldOf = GroupFolds.of(labels, groups, folds, seed);
        List<Split> splits = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            List<Integer> kept = new ArrayList<>();
            for (int n = 0; n < foldOf.length; n++) {
                if (foldOf[n] == fold) {
                    kept.add(n);
                }
            }
            splits.add(without(labels.length, kept));
        }
        return splits;
    }

    /** Holds out whole groups with about this share of the recordings for validation. */
    public static Split of(int[] labels, int[] groups, double share, long seed) {
        int[] distinct = Arrays.stream(groups).distinct().sorted().toArray();
        if (distinct.length < 2) {
            throw new IllegalArgumentException(
                    "a validation set needs at least two groups (got %d); set validation to 0"
                            .formatted(distinct.length));
        }
        int[] numbers = Arrays.stream(groups).map(g -> Arrays.binarySearch(distinct, g)).toArray();
        int folds = (int) Math.max(2, Math.min(distinct.length, Math.round(1 / share)));
        return folds(labels, numbers, folds, seed).get(0);
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
        boolean[] heldOut = new boolean[size];
        kept.forEach(n -> heldOut[n] = true);
        return new Split(select(heldOut, false), select(heldOut, true));
    }

    private static int[] select(boolean[] heldOut, boolean wanted) {
        int[] indices = new int[heldOut.length];
        int count = 0;
        for (int n = 0; n < heldOut.length; n++) {
            if (heldOut[n] == wanted) {
                indices[count++] = n;
            }
        }
        return Arrays.copyOf(indices, count);
    }
}
