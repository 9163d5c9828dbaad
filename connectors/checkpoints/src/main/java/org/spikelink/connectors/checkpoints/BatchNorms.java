package org.spikelink.connectors.checkpoints;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.spikelink.core.model.BatchNorm;
import org.spikelink.core.model.ModelException;

/**
 * The batch norms of a state dict, each folded into the convolution before it: the one that a config names, else the one
 * whose entries follow those of the convolution in the file.
 */
final class BatchNorms {
    private static final String MEAN = "running_mean";
    private static final String VARIANCE = "running_var";
    private static final String COUNT = "num_batches_tracked";
    private static final List<String> NAMES = List.of("weight", "bias", MEAN, VARIANCE, COUNT);

    private final Map<String, Tensor> entries;
    private final List<String> names; // of the entries, in file order
    private final List<String> left; // prefixes not folded

    BatchNorms(Map<String, Tensor> entries) {
        this.entries = entries;
        names = List.copyOf(entries.keySet());
        left = new ArrayList<>();
        for (String name : names) {
            if (name.equals(VARIANCE) || name.endsWith("." + VARIANCE)) {
                left.add(name.substring(0, name.length() - VARIANCE.length()));
            }
        }
    }

    /**
     * The prefix of the batch norm behind a convolution, null for none.
     *
     * @param n the layer's number
     * @param prefix of the convolution
     * @param from what the config says, or null
     */
    String behind(int n, String prefix, String from) {
        String found = from == null ? following(prefix) : named(n, from);
        left.remove(found);
        return found;
    }

    private String named(int n, String from) {
        return Prefixes.only(
                "layers.%d.batch_norm must name one batch norm".formatted(n),
                left,
                from,
                "batch norms " + left);
    }

    private String following(String prefix) {
        int after = names.indexOf(prefix + "weight") + 1;
        if (after < names.size() && names.get(after).equals(prefix + "bias")) {
            after++;
        }
        if (after >= names.size()) {
            return null;
        }
        String next = names.get(after);
        return left.stream()
                .filter(p -> next.startsWith(p) && NAMES.contains(next.substring(p.length())))
                .findFirst()
                .orElse(null);
    }

    /** The entries of one batch norm. */
    List<String> entries(String prefix) {
        return NAMES.stream().map(prefix::concat).filter(entries::containsKey).toList();
    }

    /** Reads one batch norm of so many channels. */
    BatchNorm read(String prefix, int channels) {
        try {
            return new BatchNorm(
                    values(prefix + MEAN, channels, true),
                    values(prefix + VARIANCE, channels, true),
                    values(prefix + "weight", channels, false),
                    values(prefix + "bias", channels, false),
                    BatchNorm.EPSILON);
        } catch (ModelException e) {
            throw new CheckpointException(prefix + e.getMessage());
        }
    }

    private static boolean isOfNorm(String key, Tensor tensor) {
        return key.equals(MEAN)
                || key.equals(COUNT)
                || (key.equals("weight") && tensor.shape().length == 1);
    }

    private String missing(String prefix) {
        return Stream.of(prefix + MEAN, prefix + VARIANCE)
                .filter(name -> !entries.containsKey(name))
                .findFirst()
                .orElse(null);
    }

    private float[] values(String name, int channels, boolean required) {
        Tensor tensor = entries.get(name);
        if (tensor == null && !required) {
            return null;
        }
        if (tensor == null || !Arrays.equals(tensor.shape(), new int[] {channels})) {
            throw new CheckpointException(
                    "%s must be [%d], the channels of the convolution before it (got %s)"
                            .formatted(
                                    name,
                                    channels,
                                    tensor == null ? "nothing" : Arrays.toString(tensor.shape())));
        }
        return tensor.values();
    }

    /**
     * Rejects batch norms that belong to no convolution, and what is left of a normalization that cannot be folded: without
     * them the network computes something else.
     *
     * @param unused entries that no layer takes
     */
    void close(Collection<String> unused) {
        for (String name : unused) {
            String prefix = name.substring(0, name.lastIndexOf('.') + 1);
            String missing = missing(prefix);
            if (isOfNorm(name.substring(prefix.length()), entries.get(name)) && missing != null) {
                throw new CheckpointException(
                        "%s must be there: %s belongs to a normalization, and only a BatchNorm2d with running statistics can be folded into the convolution before it (got nothing)"
                                .formatted(missing, name));
            }
        }
        if (!left.isEmpty()) {
            throw new CheckpointException(
                    "batch norm %s must belong to a conv2d layer: name it as this layer's batch_norm in the config"
                            .formatted(left.get(0).isEmpty() ? "''" : left.get(0)));
        }
    }
}
