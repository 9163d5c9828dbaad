package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikelink.core.kernel.slstm.Quantizer;
import org.spikelink.core.model.StateQuant;
import org.spikelink.trainer.learn.LayerActivity;

/** Warnings: what a user should check before relying on a trained model. */
public final class Warnings {
    private static final double EXPLODING = 100;
    private static final double MANY = 0.5;
    private static final float LARGEST_MEM = 1;

    private Warnings() {}

    /**
     * Initial thresholds that no neuron can reach; known before training.
     *
     * @param thresholds one for all spiking layers, or one per layer
     * @param quant of syn and mem, or null
     */
    public static List<String> ofThresholds(List<Double> thresholds, StateQuant quant) {
        float largest = quant == null ? LARGEST_MEM : Quantizer.of(quant).apply(LARGEST_MEM);
        return thresholds.stream()
                .distinct()
                .filter(threshold -> largest <= threshold.floatValue())
                .map(
                        threshold ->
                                "threshold %s cannot be reached: mem of an slstm or sconv2dlstm layer never exceeds %s, so its neurons will not spike"
                                        .formatted(threshold, largest))
                .toList();
    }

    /** Gradients that were not finite or grew by orders of magnitude. */
    public static List<String> ofGradients(List<EpochRecord> history) {
        List<String> warnings = new ArrayList<>(notFinite(history));
        warnings.addAll(exploded(history));
        return warnings;
    }

    private static List<String> notFinite(List<EpochRecord> history) {
        int skipped = history.stream().mapToInt(EpochRecord::skipped).sum();
        return history.stream()
                .filter(epoch -> epoch.skipped() > 0)
                .limit(1)
                .map(
                        epoch ->
                                String.format(
                                        Locale.ROOT,
                                        "%,d updates were skipped because their gradients were not finite (the first in epoch"
                                                + " %d); a smaller lr or clip may help",
                                        skipped,
                                        epoch.epoch()))
                .toList();
    }

    private static List<String> exploded(List<EpochRecord> history) {
        double first =
                history.stream()
                        .mapToDouble(EpochRecord::largestNorm)
                        .filter(Double::isFinite)
                        .findFirst()
                        .orElse(0);
        for (EpochRecord epoch : history) {
            if (epoch.largestNorm() > EXPLODING * first) {
                return List.of(
                        String.format(
                                Locale.ROOT,
                                "gradients exploded in epoch %d: norm %.3g, after at most %.3g in the first epoch;"
                                        + " a smaller lr or clip may help",
                                epoch.epoch(),
                                epoch.largestNorm(),
                                first));
            }
        }
        return List.of();
    }

    /** Neurons that never fire, or fire in nearly every step. */
    public static List<String> ofActivity(List<LayerActivity> layers) {
        List<String> warnings = new ArrayList<>();
        for (LayerActivity layer : layers) {
            int neurons = layer.rates().length;
            if (layer.dead() == neurons) {
                warnings.add(
                        "layers.%d is dead: none of its neurons ever fires"
                                .formatted(layer.layer()));
            } else if (layer.dead() > MANY * neurons) {
                warnings.add(
                        "layers.%d: %d of %d neurons never fire"
                                .formatted(layer.layer(), layer.dead(), neurons));
            }
            if (layer.saturated() > MANY * neurons) {
                warnings.add(
                        "layers.%d: %d of %d neurons fire in nearly every step"
                                .formatted(layer.layer(), layer.saturated(), neurons));
            }
        }
        return warnings;
    }
}
