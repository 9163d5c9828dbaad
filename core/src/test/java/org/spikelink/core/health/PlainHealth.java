package org.spikelink.core.health;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.spikelink.core.record.SensorHealth.HotPixel;

/** The figures of one second by their definitions, with as much memory as they need. */
final class PlainHealth {
    private static final int CELL = 8; // of the sensors of these tests

    private PlainHealth() {}

    /** An event. */
    record Event(long timeUs, int x, int y, int on) {}

    static long on(List<Event> second) {
        return second.stream().filter(e -> e.on() == 1).count();
    }

    /** Steps back among all events, each at the index of the later one. */
    static long[] stepsBackUs(List<Event> all) {
        long[] steps = new long[all.size()];
        for (int n = 1; n < steps.length; n++) {
            steps[n] = Math.max(0, all.get(n - 1).timeUs() - all.get(n).timeUs());
        }
        return steps;
    }

    static int emptyRows(List<Event> second) {
        TreeSet<Integer> rows = new TreeSet<>();
        second.forEach(e -> rows.add(e.y()));
        return rows.isEmpty() ? 0 : rows.last() - rows.first() + 1 - rows.size();
    }

    /** Number of events of each of 512 slices; events must be in order. */
    static int[] slices(List<Event> second, long startUs) {
        int[] slices = new int[512];
        second.forEach(e -> slices[(int) ((e.timeUs() - startUs) * 512 / 1_000_000)]++);
        return slices;
    }

    static int fullest(int[] slices) {
        int fullest = 0;
        for (int slice : slices) {
            fullest = slice > 1.01 * fullest ? slice : fullest;
        }
        return fullest;
    }

    static int fullSlices(int[] slices) {
        int fullest = fullest(slices);
        int from = 0;
        while (from < slices.length && slices[from] != fullest) {
            from++;
        }
        return (int)
                Arrays.stream(slices, from, slices.length)
                        .filter(n -> n > 0 && n >= 0.99 * fullest)
                        .count();
    }

    /**
     * Repeats of each pixel.
     *
     * @param last the last pixel of each cell before and after
     */
    static Map<List<Integer>, Integer> repeats(
            List<Event> second, Map<List<Integer>, List<Integer>> last) {
        Map<List<Integer>, Integer> repeats = new HashMap<>();
        for (Event event : second) {
            List<Integer> pixel = List.of(event.x(), event.y());
            if (pixel.equals(last.put(List.of(event.x() / CELL, event.y() / CELL), pixel))) {
                repeats.merge(pixel, 1, Integer::sum);
            }
        }
        return repeats;
    }

    static List<HotPixel> hot(Map<List<Integer>, Integer> repeats, int rate) {
        List<HotPixel> hot = new ArrayList<>();
        repeats.forEach(
                (pixel, count) -> {
                    int[] around = new int[8];
                    int n = 0;
                    for (int dx = -1; dx <= 1; dx++) {
                        for (int dy = -1; dy <= 1; dy++) {
                            if (dx != 0 || dy != 0) {
                                around[n++] =
                                        repeats.getOrDefault(
                                                List.of(pixel.get(0) + dx, pixel.get(1) + dy), 0);
                            }
                        }
                    }
                    Arrays.sort(around);
                    if (count >= rate && count >= 10 && count >= 4 * around[4]) {
                        hot.add(new HotPixel(pixel.get(0), pixel.get(1), count));
                    }
                });
        hot.sort(
                Comparator.comparingInt((HotPixel p) -> -p.events())
                        .thenComparingInt(HotPixel::y)
                        .thenComparingInt(HotPixel::x));
        return hot;
    }
}
