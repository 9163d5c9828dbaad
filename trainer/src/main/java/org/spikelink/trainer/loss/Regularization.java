package org.spikelink.trainer.loss;

import java.util.List;

/**
 * Penalties on spikes, added to the loss. Weight decay is part of the optimizer.
 *
 * @param l1Rate times the number of spikes (snnTorch: {@code l1_rate_sparsity}); 0 for none
 * @param band times the mean over neurons of the squared distance between firing rate and [low, high]; a neuron's
 *     firing rate is its mean over all steps of the batch; 0 for none
 * @param low lower end of the band, spikes per step
 * @param high upper end of the band, spikes per step
 * @param layers numbers of the regularized layers; empty for all spiking layers
 */
public record Regularization(
        double l1Rate, double band, double low, double high, List<Integer> layers) {
    public static final Regularization NONE = new Regularization(0, 0, 0, 1, List.of());

    public Regularization {
        layers = List.copyOf(layers);
        check("l1_rate", l1Rate);
        check("band", band);
        if (!(0 <= low && low <= high && high <= 1)) {
            throw new IllegalArgumentException(
                    "a band of firing rates must be 0 <= low <= high <= 1 (got %s and %s)"
                            .formatted(low, high));
        }
    }

    /** Whether layer {@code n} is regularized. */
    public boolean covers(int n) {
        return (l1Rate > 0 || band > 0) && (layers.isEmpty() || layers.contains(n));
    }

    private static void check(String name, double value) {
        if (!(value >= 0 && value <= 1e9)) {
            throw new IllegalArgumentException(
                    "regularization.%s must be 0..1e9 (got %s)".formatted(name, value));
        }
    }
}
