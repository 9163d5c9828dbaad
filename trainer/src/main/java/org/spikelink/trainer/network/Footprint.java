package org.spikelink.trainer.network;

import java.util.List;
import java.util.Locale;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.ParameterSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.trainer.layer.TrainableTypes;

/** The memory that training a network needs, checked before it is allocated. */
public final class Footprint {
    /** For each parameter: value, gradient, two optimizer values, the gradients of eight shards, and copies. */
    private static final int FLOATS = 16;

    /** Without gradients, as for a ridge regression: value, optimizer values, and copies. */
    private static final int FLOATS_WITHOUT_GRADIENTS = 8;

    /** Parts of a batch, each computed with scratch and gradients of its own. */
    public static final int SHARDS = 8;

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
     * @throws IllegalArgumentException if what its layers keep needs more
     */
    public static void check(ModelDocument document, long steps, boolean learns, long most) {
        long floats = learns ? FLOATS : FLOATS_WITHOUT_GRADIENTS;
        double bytes =
                Float.BYTES
                        * ((double) floats * parameters(document)
                                + (double) floatsPerStep(document) * steps
                                + (double) floatsOfScratch(document) * SHARDS);
        if (bytes > most) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "batch: %,d steps of %,d outputs of layers and the parameters need about %.1f GiB (got %.1f GiB): choose a smaller --batch, or --tbptt, or fewer channels or neurons, or set a larger -Xmx in SPIKELINK_JAVA_OPTS",
                            steps,
                            document.layers().stream().mapToLong(LayerSpec::outputs).sum(),
                            bytes / GIB,
                            most / GIB));
        }
    }

    /** Of all layers; outputs that are not passed on at once are kept with their gradients. */
    private static long floatsPerStep(ModelDocument document) {
        List<LayerSpec> layers = document.layers();
        long floats = 0;
        for (int n = 0; n < layers.size(); n++) {
            LayerSpec layer = layers.get(n);
            floats += TrainableTypes.of(layer).floatsPerStep(layer);
            boolean last = n + 1 == layers.size() || scratch(layers.get(n + 1)) == 0;
            floats += scratch(layer) > 0 && last ? 2L * layer.outputs() : 0;
        }
        return floats;
    }

    private static long floatsOfScratch(ModelDocument document) {
        return document.layers().stream().mapToLong(Footprint::scratch).sum();
    }

    private static long scratch(LayerSpec layer) {
        return TrainableTypes.of(layer).floatsOfScratch(layer);
    }

    private static long parameters(ModelDocument document) {
        return document.layers().stream()
                .flatMap(layer -> layer.parameters().stream())
                .mapToLong(ParameterSpec::size)
                .sum();
    }
}
