package org.spikelink.evaluation.confidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.readout.Confidence;

/**
 * What windows would be decided, and when, by many choices of {@code decision.early}, from one run: an early decision
 * changes neither spikes nor other windows. Counts windows of labelled recordings, one recording after the other; what the
 * model itself decides early does not matter.
 */
public final class EarlyStudy {
    private static final double[] CONFIDENCES = {
        0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999
    };
    private static final int[] STEPS = {1, 3, 5};

    private final double temperature;
    private final int windowBins;
    private final double[] confidences; // ascending
    private final int[] steps; // ascending
    private final Sums[] sums; // [confidences][steps]
    private final Sums full = new Sums();
    private final Map<Long, Open> open = new HashMap<>(); // by start
    private int truth;

    /** What was counted of one choice. */
    private static final class Sums {
        long windows;
        long correct;
        long early;
        double steps;
        double us;

        void add(Decided decided, int truth, boolean isEarly) {
            windows++;
            correct += decided.best == truth ? 1 : 0;
            early += isEarly ? 1 : 0;
            steps += decided.steps;
            us += decided.us;
        }
    }

    private record Decided(int best, long steps, long us) {}

    /** A window that contains the last step. */
    private static final class Open {
        final int[] row; // steps in a row with at least each confidence
        final Decided[] decided; // [confidences][steps]; null until then
        Decided last;
        boolean isDecided; // by the model

        Open(int confidences, int choices) {
            row = new int[confidences];
            decided = new Decided[choices];
        }
    }

    public EarlyStudy(ModelDocument model) {
        DecisionSpec.Early own = model.decision().early();
        temperature = model.readout().temperature();
        windowBins = model.decision().windowBins();
        confidences = Thresholds.with(CONFIDENCES, own == null ? 0.9 : own.confidence());
        steps =
                IntStream.concat(IntStream.of(STEPS), IntStream.of(own == null ? 1 : own.steps()))
                        .filter(n -> n <= windowBins)
                        .sorted()
                        .distinct()
                        .toArray();
        sums = new Sums[confidences.length * steps.length];
        for (int n = 0; n < sums.length; n++) {
            sums[n] = new Sums();
        }
    }

    /** Begins a recording of class {@code truth}; -1 if it is not to be counted. */
    public void begin(int truth) {
        end();
        this.truth = truth;
    }

    /** The scores of a window after one more step. */
    public void scored(long startUs, long endUs, long step, float[] scores) {
        if (truth < 0) {
            return;
        }
        if (step == 1) {
            close(open.remove(startUs));
        }
        Open window =
                open.computeIfAbsent(startUs, start -> new Open(confidences.length, sums.length));
        int best = Confidence.best(scores);
        float confidence = Confidence.of(scores, best, temperature);
        window.last = new Decided(best, step, endUs - startUs);
        for (int c = 0; c < confidences.length; c++) {
            window.row[c] = confidence >= (float) confidences[c] ? window.row[c] + 1 : 0;
            for (int n = 0; n < steps.length; n++) {
                int choice = c * steps.length + n;
                if (window.decided[choice] == null && window.row[c] >= steps[n]) {
                    window.decided[choice] = window.last;
                }
            }
        }
        if (step == windowBins) {
            window.isDecided = true;
            close(open.remove(startUs));
        }
    }

    /** The model has decided the window that starts here; one that was cut short counts for this only. */
    public void decided(long startUs) {
        Open window = open.get(startUs);
        if (window != null) {
            window.isDecided = true;
        }
    }

    /** Ends the recording. */
    public void end() {
        open.values().forEach(this::close);
        open.clear();
    }

    private void close(Open window) {
        if (window == null || !window.isDecided) {
            return;
        }
        full.add(window.last, truth, false);
        for (int choice = 0; choice < sums.length; choice++) {
            Decided decided = window.decided[choice];
            sums[choice].add(
                    decided == null ? window.last : decided,
                    truth,
                    decided != null && decided.steps < window.last.steps);
        }
    }

    /** Windows decided when they end, by none early; its confidence is NaN. */
    public EarlyPoint full() {
        return point(Double.NaN, 0, full);
    }

    /** The points, with ascending steps in a row, then confidences; empty if no window was counted. */
    public List<EarlyPoint> points() {
        List<EarlyPoint> points = new ArrayList<>();
        for (int n = 0; n < steps.length && full.windows > 0; n++) {
            for (int c = 0; c < confidences.length; c++) {
                points.add(point(confidences[c], steps[n], sums[c * steps.length + n]));
            }
        }
        return points;
    }

    private static EarlyPoint point(double confidence, int steps, Sums s) {
        double windows = s.windows;
        return new EarlyPoint(
                confidence,
                steps,
                s.correct / windows,
                s.steps / windows,
                s.us / windows,
                s.early / windows);
    }
}
