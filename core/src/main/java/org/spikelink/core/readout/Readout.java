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
 */
public final class Readout {
    private final DecisionSpec decision;
    private final ReadoutSpec.Kind kind;
    private final int population;
    private final int classes;
    private final int openWindows;
    private final float[] step;

    public Readout(ModelDocument model) {
        decision = model.decision();
        kind = model.readout().kind();
        population = model.readout().population();
        classes = model.labels().size();
        openWindows = decision.openWindows();
        step = new float[classes];
    }

    /** The state of a stream without steps. */
    public WindowState start() {
        return new WindowState(0, 0, new long[openWindows], new float[openWindows * classes]);
    }

    /** Why stored windows do not fit, as the rule and the value; null if they do. */
    public String misfit(WindowState w) {
        if (w.startsUs.length != openWindows || w.scores.length != openWindows * classes) {
            return "its windows must have %d starts and %d scores (got %d and %d)"
                    .formatted(
                            openWindows, openWindows * classes, w.startsUs.length, w.scores.length);
        }
        return w.steps >= 0
                ? null
                : "its windows' steps must not be negative (got " + w.steps + ")";
    }

    /**
     * Adds the step that {@code network} has just made for stream {@code b} of its group.
     *
     * @return whether it completed a window: {@link #full} returns it
     */
    public boolean add(WindowState w, Network network, int b, long binStartUs, long binUs) {
        read(network, b);
        if (w.steps % decision.strideBins() == 0) {
            open(w, slot(w.steps / decision.strideBins()), binStartUs);
        }
        long newest = w.steps / decision.strideBins();
        for (long k = newest;
                k >= 0 && w.steps < k * decision.strideBins() + decision.windowBins();
                k--) {
            addTo(w.scores, slot(k) * classes);
        }
        w.steps++;
        w.endUs = binStartUs + binUs;
        return w.steps >= decision.windowBins()
                && (w.steps - decision.windowBins()) % decision.strideBins() == 0;
    }

    /** The window that the last step completed. */
    public WindowScores full(WindowState w) {
        return scored(
                w,
                slot((w.steps - decision.windowBins()) / decision.strideBins()),
                decision.windowBins());
    }

    /**
     * The windows that are not full when a session ends and are classified nevertheless, the earliest first: the first
     * window since the stream was last reset; with {@link DecisionSpec.AtEnd#HALF} also others with half of their steps.
     */
    public List<WindowScores> partial(WindowState w) {
        List<WindowScores> partial = new ArrayList<>();
        long last = w.steps == 0 ? -1 : (w.steps - 1) / decision.strideBins();
        for (long k = Math.max(0, last - openWindows + 1); k <= last; k++) {
            long steps = w.steps - k * decision.strideBins();
            if (steps < decision.windowBins() && isClassified(k, steps)) {
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

    private int slot(long window) {
        return (int) (window % openWindows);
    }

    private void open(WindowState w, int slot, long startUs) {
        w.startsUs[slot] = startUs;
        float first = kind == ReadoutSpec.Kind.MAX_MEMBRANE ? Float.NEGATIVE_INFINITY : 0f;
        Arrays.fill(w.scores, slot * classes, (slot + 1) * classes, first);
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

    private WindowScores scored(WindowState w, int slot, long steps) {
        float[] scores = Arrays.copyOfRange(w.scores, slot * classes, (slot + 1) * classes);
        for (int c = 0; kind == ReadoutSpec.Kind.MEAN_MEMBRANE && c < classes; c++) {
            scores[c] /= steps;
        }
        return new WindowScores(scores, w.startsUs[slot], w.endUs);
    }
}
