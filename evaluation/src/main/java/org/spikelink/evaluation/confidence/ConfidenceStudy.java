package org.spikelink.evaluation.confidence;

import java.util.List;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.ModelDocument;

/**
 * What a model's confidences are worth on labelled windows.
 *
 * @param temperature of the model; 1 if it is not calibrated
 * @param own the model's rules on when to answer
 * @param before the windows' confidences at temperature 1
 * @param after the windows' confidences at the model's temperature
 * @param lossBefore mean negative log likelihood at temperature 1, nats
 * @param lossAfter mean negative log likelihood at the model's temperature, nats
 * @param answers accuracy against the share answered, by ascending thresholds
 * @param full windows decided when they end
 * @param early accuracy against latency; empty where steps have labels, and where windows have one step
 */
public record ConfidenceStudy(
        double temperature,
        DecisionSpec own,
        Reliability before,
        Reliability after,
        double lossBefore,
        double lossAfter,
        List<AnswerPoint> answers,
        EarlyPoint full,
        List<EarlyPoint> early) {

    /**
     * A study of a model.
     *
     * @param windows decided by the model, at least one
     * @param early what was counted of early decisions; null for nothing
     */
    public static ConfidenceStudy of(
            ModelDocument model, List<LabelledWindow> windows, EarlyStudy early) {
        double temperature = model.readout().temperature();
        return new ConfidenceStudy(
                temperature,
                model.decision(),
                Reliability.of(windows, 1),
                Reliability.of(windows, temperature),
                TemperatureFit.loss(windows, 1),
                TemperatureFit.loss(windows, temperature),
                AnswerPoint.of(windows, temperature, model.decision().abstainBelow()),
                early == null ? null : early.full(),
                early == null ? List.of() : early.points());
    }

    /** Number of windows. */
    public int windows() {
        return after.total();
    }

    /** Whether the model has a temperature of its own. */
    public boolean isCalibrated() {
        return temperature != 1;
    }
}
