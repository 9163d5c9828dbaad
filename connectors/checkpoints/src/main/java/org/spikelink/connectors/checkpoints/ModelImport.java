package org.spikelink.connectors.checkpoints;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.ParameterSpec;
import org.spikelink.core.layer.TorchNames;
import org.spikelink.core.model.BatchNorm;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelTensors;
import org.spikelink.core.model.file.ImportConfig;
import org.spikelink.core.model.file.ModelFile;

/**
 * Creates a model from a checkpoint with PyTorch's and snnTorch's parameter names: {@code
 * PREFIX.lstm_cell.weight_ih}, {@code PREFIX.threshold} and so on for an SLSTM, {@code PREFIX.weight} and {@code
 * PREFIX.bias} for an {@code nn.Linear}; see {@link TorchNames} of each layer. A config's {@code from} states the
 * prefix or its end; without it, layers use the prefixes in file order.
 */
public final class ModelImport {
    private final Map<String, Tensor> checkpoint;
    private final Set<String> unused;
    private final BatchNorms norms;
    private final Map<String, org.spikelink.core.model.Tensor> imported = new HashMap<>();

    private ModelImport(Map<String, Tensor> checkpoint) {
        this.checkpoint = checkpoint;
        this.norms = new BatchNorms(checkpoint);
        this.unused = new LinkedHashSet<>(checkpoint.keySet());
    }

    /**
     * A model, and the tensors of the checkpoint that it does not use.
     *
     * @param model with all weights checked
     * @param unused names of tensors that no layer uses, in file order
     * @param folded the batch norms folded, in words
     */
    public record Result(Model model, List<String> unused, List<String> folded) {}

    /**
     * Imports the layers of the config.
     *
     * @throws CheckpointException if a parameter is missing, has the wrong shape or contradicts the config
     * @throws org.spikelink.core.model.ModelException if a value is not finite or above 1e9
     */
    public static Result of(TorchCheckpoint checkpoint, ImportConfig config) {
        ModelImport source = new ModelImport(checkpoint.tensors());
        List<LayerSpec> layers = config.document().layers();
        Prefixes prefixes = new Prefixes(checkpoint.tensors(), layers);
        List<String> folded = new ArrayList<>();
        for (int n = 0; n < layers.size(); n++) {
            LayerSpec layer = layers.get(n);
            String norm = config.batchNorms().get(n);
            if (layer.torchNames().entries().isEmpty()) {
                continue;
            }
            String prefix = prefixes.of(n, config.from().get(n));
            source.take(ModelTensors.prefix(n), prefix, layer);
            if (layer.takesBatchNorm()) {
                source.fold(n, prefix, norm, folded);
            } else if (norm != null) {
                throw new CheckpointException(
                        "layers.%d.batch_norm must be that of a conv2d layer (got %s)"
                                .formatted(n, layer.type()));
            }
        }
        source.norms.close(source.unused);
        Model model = ModelFile.of(config.document(), source.imported);
        return new Result(model, new ArrayList<>(source.unused), folded);
    }

    private void take(String layer, String prefix, LayerSpec spec) {
        for (TorchNames.Entry entry : spec.torchNames().entries()) {
            String name = prefix + entry.name();
            if (entry instanceof TorchNames.Parameter parameter) {
                copy(name, layer + parameter.parameter(), spec.parameter(parameter.parameter()));
            } else if (entry instanceof TorchNames.Constant constant) {
                check(name, constant);
            }
        }
    }

    private void fold(int n, String prefix, String from, List<String> folded) {
        String found = norms.behind(n, prefix, from);
        if (found == null) {
            return;
        }
        String weight = ModelTensors.prefix(n) + "weight";
        String bias = ModelTensors.prefix(n) + "bias";
        org.spikelink.core.model.Tensor weights = imported.get(weight);
        org.spikelink.core.model.Tensor biases = imported.get(bias);
        BatchNorm norm = norms.read(found, weights.shape()[0]);
        imported.put(
                weight,
                new org.spikelink.core.model.Tensor(
                        weights.shape(), norm.foldedWeight(weights.values())));
        imported.put(
                bias,
                org.spikelink.core.model.Tensor.of(
                        norm.foldedBias(biases == null ? null : biases.values())));
        norms.entries(found).forEach(unused::remove);
        folded.add(
                "batch norm %s is folded into layers.%d (%s)"
                        .formatted(withoutDot(found), n, withoutDot(prefix)));
    }

    private static String withoutDot(String prefix) {
        return prefix.isEmpty() ? "''" : prefix.substring(0, prefix.length() - 1);
    }

    private void copy(String from, String to, ParameterSpec parameter) {
        Tensor tensor = checkpoint.get(from);
        if (tensor == null && !parameter.required()) {
            return;
        }
        if (tensor == null || !parameter.takes(tensor.shape())) {
            throw new CheckpointException(
                    from
                            + " must be "
                            + parameter.shapeText()
                            + " (got "
                            + (tensor == null ? "nothing" : Arrays.toString(tensor.shape()))
                            + ")");
        }
        int[] shape = parameter.shape(tensor.values().length);
        imported.put(to, new org.spikelink.core.model.Tensor(shape, tensor.values()));
        unused.remove(from);
    }

    private void check(String name, TorchNames.Constant constant) {
        Tensor tensor = checkpoint.get(name);
        if (tensor == null) {
            return;
        }
        unused.remove(name);
        for (float value : tensor.values()) {
            if (value != constant.value()) {
                throw new CheckpointException(
                        "%s must be %d, %s (got %s)"
                                .formatted(
                                        name,
                                        constant.value(),
                                        constant.reason(),
                                        constant.isLong() ? (long) value : (Object) value));
            }
        }
    }
}
