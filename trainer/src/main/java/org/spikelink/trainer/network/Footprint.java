package org.spikelink.trainer.network;

import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.ModelDocument;

/** The memory that learning a network takes, told before any of it is asked for. */
final class Footprint {
    /** Of a parameter: its value, gradient, optimizer's two, eight shards' gradients, and copies that are kept. */
    private static final int FLOATS = 16;

    private static final double GIB = 1 << 30;

    private Footprint() {}

    /**
     * Refuses what cannot fit.
     *
     * @param most bytes that there are
     * @throws IllegalArgumentException if the parameters would take more
     */
    static void check(ModelDocument document, long most) {
        long parameters = 0;
        for (LayerSpec layer : document.layers()) {
            parameters += parameters(layer);
        }
        long bytes = Float.BYTES * FLOATS * parameters;
        if (parameters > Integer.MAX_VALUE || bytes > most) {
            throw new IllegalArgumentException(
                    "hidden: to learn %,d parameters needs about %.1f GiB (got %.1f GiB): fewer neurons, or -Xmx in SPIKELINK_JAVA_OPTS"
                            .formatted(parameters, bytes / GIB, most / GIB));
        }
    }

    private static long parameters(LayerSpec layer) {
        long inputs = layer.inputs();
        long outputs = layer.outputs();
        return layer instanceof LayerSpec.Slstm
                ? 4 * outputs * (inputs + outputs + 2)
                : outputs * (inputs + 1);
    }
}
