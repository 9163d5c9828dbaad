package org.spikelink.trainer.network;

import java.util.Locale;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.ParameterSpec;
import org.spikelink.core.model.ModelDocument;

/** The memory that training a network needs, checked before it is allocated. */
public final class Footprint {
    /** For each parameter: value, gradient, two optimizer values, the gradients of eight shards, and copies. */
    private static final int FLOATS = 16;

    /** Without gradients, as for a ridge regression: value, optimizer values, and copies. */
    private static final int FLOATS_WITHOUT_GRADIENTS = 8;

    /** For each neuron of an slstm layer and step: four gates, two states, three results and gradients. */
    private static final int FLOATS_PER_STEP = 10;

    private static final double GIB = 1 << 30;

    private Footprint() {}

    /**
     * Rejects a network that does not fit into memory.
     *
     * @param most available memory, bytes
     * @throws IllegalArgumentException if the parameters need more
     */
    static void check(ModelDocument document, long most) {
        long parameters = parameters(document);
        long bytes = Float.BYTES * FLOATS * parameters;
        if (parameters > Integer.MAX_VALUE || bytes > most) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "hidden: training %,d parameters needs about %.1f GiB (got %.1f GiB): choose fewer neurons, or set a larger -Xmx in SPIKELINK_JAVA_OPTS",
                            parameters,
                            bytes / GIB,
                            most / GIB));
        }
    }

    /**
     * Rejects a batch whose states do not fit into memory beside the parameters.
     *
     * @param steps of all its sequences that are computed at once
     * @param learns whether gradients are computed
     * @param most available memory, bytes
     * @throws IllegalArgumentException if the states of its slstm layers need more
     */
    public static void check(ModelDocument document, long steps, boolean learns, long most) {
        long neurons = 0;
        for (LayerSpec layer : document.layers()) {
            neurons += layer instanceof SlstmSpec ? layer.outputs() : 0;
        }
        long floats = learns ? FLOATS : FLOATS_WITHOUT_GRADIENTS;
        long bytes =
                Float.BYTES * (floats * parameters(document) + FLOATS_PER_STEP * neurons * steps);
        if (bytes > most) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "batch: %,d steps of %,d neurons and the parameters need about %.1f GiB (got %.1f GiB): choose a smaller --batch, or --tbptt, or set a larger -Xmx in SPIKELINK_JAVA_OPTS",
                            steps,
                            neurons,
                            bytes / GIB,
                            most / GIB));
        }
    }

    private static long parameters(ModelDocument document) {
        return document.layers().stream()
                .flatMap(layer -> layer.parameters().stream())
                .mapToLong(ParameterSpec::size)
                .sum();
    }
}
