package org.spikelink.evaluation.confidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What a fitted temperature is worth on windows that it was not fitted to: the windows are dealt into {@value #FOLDS} folds,
 * always the same way and each with its share of errors, and the confidences of each fold have the temperature of the other folds.
 *
 * @param loss mean negative log likelihood, nats
 * @param ece expected calibration error of all folds together, 0..1
 * @param lossBefore the same at temperature 1
 * @param eceBefore the same at temperature 1
 */
public record HeldOutFit(double loss, double ece, double lossBefore, double eceBefore) {
    public static final int FOLDS = 5;
    private static final long SEED = 1;

    /** Measures the fit to some windows; with fewer than {@value #FOLDS}, each is a fold. One cannot be held out. */
    public static HeldOutFit of(List<LabelledWindow> windows) {
        List<LabelledWindow> dealt = new ArrayList<>(windows);
        Collections.shuffle(dealt, new Random(SEED));
        dealt.sort(Comparator.comparing(LabelledWindow::isCorrect)); // each fold has its share
        int folds = Math.min(FOLDS, dealt.size());
        double loss = 0;
        List<LabelledWindow> scaled = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            List<LabelledWindow> others = new ArrayList<>();
            List<LabelledWindow> own = new ArrayList<>();
            for (int n = 0; n < dealt.size(); n++) {
                (n % folds == fold ? own : others).add(dealt.get(n));
            }
            double temperature = others.isEmpty() ? 1 : TemperatureFit.fit(others);
            loss += own.size() * TemperatureFit.loss(own, temperature);
            own.forEach(window -> scaled.add(window.dividedBy(temperature)));
        }
        return new HeldOutFit(
                loss / dealt.size(),
                Reliability.of(scaled, 1).ece(),
                TemperatureFit.loss(dealt, 1),
                Reliability.of(dealt, 1).ece());
    }

    /** Whether confidences are better with the temperature, by both measures. */
    public boolean isBetter() {
        return loss < lossBefore && ece < eceBefore;
    }
}
