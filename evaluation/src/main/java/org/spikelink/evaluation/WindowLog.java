package org.spikelink.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.record.Classification;
import org.spikelink.evaluation.confidence.ConfidenceStudy;
import org.spikelink.evaluation.confidence.EarlyStudy;
import org.spikelink.evaluation.confidence.LabelledWindow;

/**
 * The decided windows of recordings whose class is known. Where steps have labels, the class of a window is that of its last
 * step.
 */
public final class WindowLog {
    private final ModelDocument model;
    private final EarlyStudy early; // null where it is not studied
    private final List<LabelledWindow> windows = new ArrayList<>();
    private StepPredictions steps; // null where steps have no labels
    private int truth;

    private WindowLog(ModelDocument model, EarlyStudy early) {
        this.model = model;
        this.early = early;
    }

    /** A log of a model's windows and of when they could have been decided early. */
    public static WindowLog withEarly(ModelDocument model) {
        return new WindowLog(
                model, model.decision().windowBins() > 1 ? new EarlyStudy(model) : null);
    }

    /** A log of a model's windows. */
    public static WindowLog of(ModelDocument model) {
        return new WindowLog(model, null);
    }

    /** Begins a recording; {@code labels} null where its steps have none. */
    void begin(Recording recording, StepPredictions labels) {
        steps = labels;
        truth = steps == null ? recording.label().map(model.labels()::indexOf).orElse(-1) : -1;
        if (early != null) {
            early.begin(truth);
        }
    }

    void scored(long startUs, long endUs, long step, float[] scores) {
        early.scored(startUs, endUs, step, scores);
    }

    boolean observesScores() {
        return early != null && truth >= 0;
    }

    void decided(Classification found) {
        int label = steps == null ? truth : labelOf(found.step());
        if (label >= 0) {
            windows.add(new LabelledWindow(found.scores(), label));
        }
        if (early != null) {
            early.decided(found.windowStartUs());
        }
    }

    private int labelOf(long step) {
        int label = steps.labelOf((InputSpec.Samples) model.input(), step);
        return label == Series.UNLABELLED ? -1 : model.labels().indexOf(Integer.toString(label));
    }

    void end() {
        if (early != null) {
            early.end();
        }
    }

    /** The windows so far, in order. */
    public List<LabelledWindow> windows() {
        return List.copyOf(windows);
    }

    /** What the confidences are worth; empty without a labelled window. */
    public Optional<ConfidenceStudy> study() {
        return windows.isEmpty()
                ? Optional.empty()
                : Optional.of(ConfidenceStudy.of(model, windows, early));
    }
}
