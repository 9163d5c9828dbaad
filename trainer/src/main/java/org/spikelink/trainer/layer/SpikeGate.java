package org.spikelink.trainer.layer;

import org.spikelink.trainer.surrogate.Surrogate;

/** Spikes of an image's neurons: 1 where mem is above the threshold of its channel, with a surrogate gradient. */
public final class SpikeGate {
    private final VectorParameter parameter;
    private final Surrogate surrogate;
    private final int channels;
    private final float[] thresholds;

    /**
     * @param parameter the thresholds, [1] or [channels]
     */
    public SpikeGate(VectorParameter parameter, Surrogate surrogate, int channels) {
        this.parameter = parameter;
        this.surrogate = surrogate;
        this.channels = channels;
        thresholds = new float[channels];
    }

    /** Takes the parameter's values over. */
    public void refresh() {
        for (int c = 0; c < channels; c++) {
            thresholds[c] = parameter.get(parameter.size() == 1 ? 0 : c) + 0f; // without -0
        }
    }

    /** [channels] */
    public float[] thresholds() {
        return thresholds;
    }

    /**
     * Turns membrane potentials into gradients of them: surrogate(mem - threshold) * dSpk.
     *
     * @param mem [pixels][channels]; overwritten
     * @param dSpk [pixels][channels]
     * @param size pixels times channels
     * @param dThreshold [channels], to which the gradients of the thresholds are added; null for none
     * @param loops of the caller
     */
    public void backward(
            float[] mem, float[] dSpk, int size, double[] dThreshold, ByChannel loops, long draw) {
        loops.subtract(mem, size, thresholds);
        surrogate.differentiate(mem, size, draw);
        for (int j = 0; j < size; j++) {
            mem[j] *= dSpk[j];
        }
        if (dThreshold != null && parameter.isLearned()) {
            loops.addSums(mem, size, -1, dThreshold);
        }
    }

    /** Writes the gradients of the thresholds, if they are learned. */
    public void write(double[] dThreshold, ShardGradients gradients) {
        parameter.writeGradients(dThreshold, gradients);
    }
}
