package org.spikelink.connectors.checkpoints;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.spikelink.core.kernel.Reset;
import org.spikelink.core.model.ImportConfig;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.Model;

/**
 * Makes a model from a checkpoint with snnTorch's parameter names: {@code PREFIX.lstm_cell.weight_ih}, {@code
 * PREFIX.threshold} and so on for an SLSTM, {@code PREFIX.weight} and {@code PREFIX.bias} for an {@code nn.Linear}. A
 * config's {@code from} names the prefix, or the end of one; without it, layers take the prefixes in file order.
 */
public final class ModelImport {
    private static final String CELL = "lstm_cell.";
    private static final List<String> CELL_PARAMETERS =
            List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh");

    private final Map<String, Tensor> checkpoint;
    private final Set<String> unused;
    private final Map<String, org.spikelink.core.model.Tensor> imported = new HashMap<>();

    private ModelImport(Map<String, Tensor> checkpoint) {
        this.checkpoint = checkpoint;
        this.unused = new LinkedHashSet<>(checkpoint.keySet());
    }

    /**
     * A model, and what of the checkpoint did not go into it.
     *
     * @param model with all weights checked
     * @param unused names of tensors that no layer took, in file order
     */
    public record Result(Model model, List<String> unused) {}

    /**
     * Imports the layers that the config names.
     *
     * @throws CheckpointException naming the parameter that is missing, of the wrong shape, or contradicts the config
     * @throws org.spikelink.core.model.ModelException if a value is not finite or above 1e9
     */
    public static Result of(TorchCheckpoint checkpoint, ImportConfig config) {
        ModelImport source = new ModelImport(checkpoint.tensors());
        List<LayerSpec> layers = config.document().layers();
        Prefixes prefixes = new Prefixes(checkpoint.tensors().keySet());
        for (int n = 0; n < layers.size(); n++) {
            String prefix = prefixes.of(n, layers.get(n), config.from().get(n));
            source.take("layers." + n + ".", prefix, layers.get(n));
        }
        Model model = Model.of(config.document(), source.imported);
        return new Result(model, new ArrayList<>(source.unused));
    }

    private void take(String layer, String prefix, LayerSpec spec) {
        if (spec instanceof LayerSpec.Slstm slstm) {
            takeSlstm(layer, prefix, slstm);
        } else {
            LayerSpec.Linear linear = (LayerSpec.Linear) spec;
            copy(prefix + "weight", layer + "weight", linear.outputs(), linear.inputs());
            if (checkpoint.containsKey(prefix + "bias")) {
                copy(prefix + "bias", layer + "bias", linear.outputs());
            }
        }
    }

    private void takeSlstm(String layer, String prefix, LayerSpec.Slstm spec) {
        int rows = 4 * spec.hidden();
        copy(prefix + CELL + "weight_ih", layer + "weight_ih", rows, spec.inputs());
        copy(prefix + CELL + "weight_hh", layer + "weight_hh", rows, spec.hidden());
        for (String bias : CELL_PARAMETERS.subList(2, 4)) {
            if (checkpoint.containsKey(prefix + CELL + bias)) {
                copy(prefix + CELL + bias, layer + bias, rows);
            }
        }
        threshold(prefix + "threshold", layer + "threshold", spec.hidden());
        checkGrading(prefix + "graded_spikes_factor");
        checkReset(prefix + "reset_mechanism_val", spec.reset());
    }

    private void copy(String from, String to, int... shape) {
        Tensor tensor = checkpoint.get(from);
        if (tensor == null) {
            throw new CheckpointException(
                    from + " must be " + Arrays.toString(shape) + " (got nothing)");
        }
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new CheckpointException(
                    from
                            + " must be "
                            + Arrays.toString(shape)
                            + " (got "
                            + Arrays.toString(tensor.shape())
                            + ")");
        }
        imported.put(to, new org.spikelink.core.model.Tensor(shape, tensor.values()));
        unused.remove(from);
    }

    /** A single value, [1] or [H]. */
    private void threshold(String from, String to, int hidden) {
        Tensor tensor = checkpoint.get(from);
        int count = tensor == null ? 0 : tensor.values().length;
        if (tensor == null || tensor.shape().length > 1 || (count != 1 && count != hidden)) {
            throw new CheckpointException(
                    from
                            + " must be one value, [1] or ["
                            + hidden
                            + "] (got "
                            + (tensor == null ? "nothing" : Arrays.toString(tensor.shape()))
                            + ")");
        }
        imported.put(to, org.spikelink.core.model.Tensor.of(tensor.values()));
        unused.remove(from);
    }

    private void checkGrading(String name) {
        for (float factor : values(name)) {
            if (factor != 1f) {
                throw new CheckpointException(
                        name + " must be 1, for spikes are 0 or 1 (got " + factor + ")");
            }
        }
    }

    /** snnTorch's numbers: 0 subtract, 1 zero, 2 none. */
    private void checkReset(String name, Reset reset) {
        int expected = ModelExport.resetNumber(reset);
        for (float value : values(name)) {
            if (value != expected) {
                throw new CheckpointException(
                        name
                                + " must be "
                                + expected
                                + ", as the config's reset "
                                + reset.name().toLowerCase(Locale.ROOT)
                                + " says (got "
                                + (long) value
                                + "; 0 is subtract, 1 zero, 2 none)");
            }
        }
    }

    private float[] values(String name) {
        unused.remove(name);
        return checkpoint.containsKey(name) ? checkpoint.get(name).values() : new float[0];
    }
}
