package org.spikelink.core.readout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.network.Network;

/**
 * Scores the last layer's outputs over decision windows. Window k covers the steps k * stride to k * stride + window
 * - 1 since the stream was last reset; each open window has scores of its own. A class owns {@code population}
 * contiguous outputs, summed each step. Holds no stream's state.
 *
 * <p>A window is decided once: when it is full or, with {@link DecisionSpec#early}, at the first step at which the
 * confidence of its scores so far has been high enough for that many steps in a row. An early decision changes
 * nothing else: the next windows start, and the network is reset, where they would without it.
 */
public final class Readout {
    /** A window that was decided early, in {@link WindowState#confident}. */
    private static final int DECIDED = -1;

    private final DecisionSpec decision;
    private final DecisionSpec.Early early; // null for none
    private final double temperature;
    private final ReadoutSpec.Kind kind;
    private final int population;
    private final int classes;
    private final int openWindows;
    private final float[] step; // scratch: this step's values
    private final float[] running; // scratch: a window's scores so far

    public Readout(ModelDocument model) {
        decision = model.decision();
        early = decision.early();
        temperature = model.readout().temperature();
        kind = model.readout().kind();
        population = model.readout().population();
        classes = model.labels().size();
        openWindows = decision.openWindows();
        step = new float[classes];
        running = new float[classes];
    }

    /** The state of a stream without steps. */
    public WindowState start() {
        return new WindowState(
                0,
                0,
                new long[openWindows],
                new float[openWindows * classes],
                new int[early == null ? 0 : openWindows]);
    }

    /** Why stored windows do not fit, as the rule and the value; null if they do. */
    public String misfit(WindowState w) {
        if (w.startsUs.length != openWindows || w.scores.length != openWindows * classes) {
            return "its windows must have %d starts and %d scores (got %d and %d)"
                    .formatted(
                            openWindows, openWindows * classes, w.startsUs.length, w.scores.length);
        }
        if (w.confident.length != (early == null ? 0 : openWindows)) {
            return "its windows must have %d counts of confident steps (got %d)"
                    .formatted(early == null ? 0 : openWindows, w.confident.length);
        }
        for (int confident : w.confident) {
            if (confident < DECIDED) {
                return "its windows' counts of confident steps must be at least -1 (got %d)"
                        .formatted(confident);
            }
        }
        return w.steps >= 0
                ? null
                : "its windows' steps must not be negative (got " + w.steps + ")";
    }

    /** Whether the next step is the first one of a window. */
    public boolean isAtStart(WindowState w) {
        return w.steps % decision.strideBins() == 0;
    }

    /**
     * Adds the step that {@code network} has just made for stream {@code b} of its group.
     *
     * @return the windows that it decides, the earliest first: full ones and those that end early
     */
    public List<WindowScores> add(
            WindowState w, Network network, int b, long binStartUs, long binUs) {
        read(network, b);
        if (w.steps % decision.strideBins() == 0) {
            open(w, slot(w.steps / decision.strideBins()), binStartUs);
        }
        w.steps++;
        w.endUs = binStartUs + binUs;
        long newest = newest(w);
        long oldest = oldest(w);
        for (long k = oldest; k <= newest; k++) {
            addTo(w.scores, slot(k) * classes);
        }
        return early == null ? full(w) : decided(w, oldest, newest);
    }

    /** Sees the scores of a window that contains the last step. */
    @FunctionalInterface
    public interface ScoreObserver {
        /**
         * A window after its {@code steps}th step; the window may have been decided early.
         *
         * @param startUs sensor time, µs
         * @param endUs of the step, exclusive; sensor time, µs
         * @param scores those that the window has if it ends here, one per class; not to be kept
         */
        void scored(long startUs, long endUs, long steps, float[] scores);
    }

    /** Shows the scores so far of all windows that contain the last step, the earliest first. */
    public void observe(WindowState w, ScoreObserver observer) {
        long newest = newest(w);
        for (long k = oldest(w); k <= newest; k++) {
            long steps = w.steps - k * decision.strideBins();
            scores(w, slot(k), steps, running);
            observer.scored(w.startsUs[slot(k)], w.endUs, steps, running);
        }
    }

    /** Whether the last step was the last one of a window's full length, decided early or not. */
    public boolean completesWindow(WindowState w) {
        return w.steps >= decision.windowBins()
                && (w.steps - decision.windowBins()) % decision.strideBins() == 0;
    }

    private List<WindowScores> full(WindowState w) {
        return completesWindow(w)
                ? List.of(scored(w, slot(oldest(w)), decision.windowBins()))
                : List.of();
    }

    private List<WindowScores> decided(WindowState w, long oldest, long newest) {
        List<WindowScores> decided = List.of();
        for (long k = oldest; k <= newest; k++) {
            long steps = w.steps - k * decision.strideBins();
            if (isDecided(w, slot(k), steps)) {
                if (decided.isEmpty()) {
                    decided = new ArrayList<>();
                }
                decided.add(scored(w, slot(k), steps));
            }
        }
        return decided;
    }

    /** Whether the last step decides the window in a slot: it fills it, or is the last of enough confident ones. */
    private boolean isDecided(WindowState w, int slot, long steps) {
        if (w.confident[slot] == DECIDED) {
            return false;
        }
        boolean confident = confidence(w, slot, steps) >= (float) early.confidence();
        w.confident[slot] = confident ? w.confident[slot] + 1 : 0;
        if (w.confident[slot] < early.steps() && steps < decision.windowBins()) {
            return false;
        }
        w.confident[slot] = DECIDED;
        return true;
    }

    /** The confidence of a window's scores so far, the one that it has if it ends here. */
    private float confidence(WindowState w, int slot, long steps) {
        scores(w, slot, steps, running);
        return Confidence.of(running, Confidence.best(running), temperature);
    }

    /**
     * The windows that are not full when a session ends and are classified nevertheless, the earliest first: the first
     * window since the stream was last reset; with {@link DecisionSpec.AtEnd#HALF} also others with half of their steps.
     */
    public List<WindowScores> partial(WindowState w) {
        List<WindowScores> partial = new ArrayList<>();
        long last = w.steps == 0 ? -1 : newest(w);
        for (long k = Math.max(0, last - openWindows + 1); k <= last; k++) {
            long steps = w.steps - k * decision.strideBins();
            if (steps < decision.windowBins() && isClassified(k, steps) && !endedEarly(w, k)) {
                partial.add(scored(w, slot(k), steps));
            }
        }
        return partial;
    }

    private boolean isClassified(long window, long steps) {
        return window == 0
                || (decision.atEnd() == DecisionSpec.AtEnd.HALF
                        && 2 * steps >= decision.windowBins());
    }

    private boolean endedEarly(WindowState w, long window) {
        return early != null && w.confident[slot(window)] == DECIDED;
    }

    /** The window that opened last. */
    private long newest(WindowState w) {
        return (w.steps - 1) / decision.strideBins();
    }

    /** The first window that contains the last step; greater than {@link #newest} if none does. */
    private long oldest(WindowState w) {
        return Math.max(
                0, Math.floorDiv(w.steps - 1 - decision.windowBins(), decision.strideBins()) + 1);
    }

    private int slot(long window) {
        return (int) (window % openWindows);
    }

    private void open(WindowState w, int slot, long startUs) {
        w.startsUs[slot] = startUs;
        float first = kind == ReadoutSpec.Kind.MAX_MEMBRANE ? Float.NEGATIVE_INFINITY : 0f;
        Arrays.fill(w.scores, slot * classes, (slot + 1) * classes, first);
        if (early != null) {
            w.confident[slot] = 0;
        }
    }

    /** This step's value of each class: its outputs, summed in float in ascending order. */
    private void read(Network network, int b) {
        Arrays.fill(step, 0f);
        if (kind == ReadoutSpec.Kind.SPIKE_COUNT) {
            FrameGroup spk = network.output(network.layerCount() - 1);
            for (int n = spk.start(b); n < spk.end(b); n++) {
                step[spk.indices()[n] / population] += 1f;
            }
        } else {
            float[] membranes = network.membranes();
            int start = network.membraneStart(b);
            for (int j = 0; j < classes * population; j++) {
                step[j / population] += membranes[start + j];
            }
        }
    }

    private void addTo(float[] scores, int at) {
        for (int c = 0; c < classes; c++) {
            if (kind != ReadoutSpec.Kind.MAX_MEMBRANE) {
                scores[at + c] += step[c];
            } else if (step[c] > scores[at + c]) {
                scores[at + c] = step[c];
            }
        }
    }

    private void scores(WindowState w, int slot, long steps, float[] to) {
        System.arraycopy(w.scores, slot * classes, to, 0, classes);
        for (int c = 0; kind == ReadoutSpec.Kind.MEAN_MEMBRANE && c < classes; c++) {
            to[c] /= steps;
        }
    }

    private WindowScores scored(WindowState w, int slot, long steps) {
        float[] scores = new float[classes];
        scores(w, slot, steps, scores);
        int best = Confidence.best(scores);
        float confidence = Confidence.of(scores, best, temperature);
        int answer = confidence < (float) decision.abstainBelow() ? WindowScores.UNKNOWN : best;
        return new WindowScores(scores, best, confidence, answer, w.startsUs[slot], w.endUs);
    }
}
