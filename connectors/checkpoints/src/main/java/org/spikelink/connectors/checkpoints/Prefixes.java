package org.spikelink.connectors.checkpoints;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.TorchNames;

/**
 * The layers found in a state dict: the prefixes of entries whose names and dimensions mark a layer type. An entry that
 * marks two types of the config, such as {@code sclstm1.conv.weight}, belongs to the one with the longer name, if that has
 * all its parameters there.
 */
final class Prefixes {
    private final Map<String, Tensor> entries;
    private final List<LayerSpec> layers;
    private final Map<TorchNames, Integer> taken = new HashMap<>(); // layer count by names

    Prefixes(Map<String, Tensor> entries, List<LayerSpec> layers) {
        this.entries = entries;
        this.layers = layers;
    }

    /** The prefix of layer {@code n}, with its dot; {@code from} may be null. */
    String of(int n, String from) {
        LayerSpec layer = layers.get(n);
        TorchNames names = layer.torchNames();
        List<String> candidates = before(names);
        TorchNames key = new TorchNames("", names.marker(), names.markerDimensions(), List.of());
        int next = taken.merge(key, 1, Integer::sum) - 1;
        String found = layer.type() + " layers " + candidates;
        return from == null ? next(n, candidates, next, found) : named(n, candidates, from, found);
    }

    private List<String> before(TorchNames names) {
        List<String> prefixes = new ArrayList<>();
        for (String name : entries.keySet()) {
            if (marks(name, names) && layers.stream().noneMatch(l -> claims(l, name, names))) {
                prefixes.add(prefix(name, names));
            }
        }
        return prefixes;
    }

    private boolean marks(String name, TorchNames names) {
        String marker = names.marker();
        int dimensions = entries.get(name).shape().length;
        return (name.equals(marker) || name.endsWith("." + marker))
                && (names.markerDimensions() == 0 || names.markerDimensions() == dimensions);
    }

    private static String prefix(String name, TorchNames names) {
        return name.substring(0, name.length() - names.marker().length());
    }

    /** Whether the entry belongs to a layer of another type with a longer marker. */
    private boolean claims(LayerSpec other, String name, TorchNames names) {
        TorchNames theirs = other.torchNames();
        if (theirs.marker().length() <= names.marker().length() || !marks(name, theirs)) {
            return false;
        }
        return theirs.entries().stream()
                .filter(e -> e instanceof TorchNames.Parameter p && required(other, p))
                .allMatch(e -> entries.containsKey(prefix(name, theirs) + e.name()));
    }

    private static boolean required(LayerSpec layer, TorchNames.Parameter parameter) {
        return layer.parameter(parameter.parameter()).required();
    }

    private static String next(int n, List<String> candidates, int next, String found) {
        if (next >= candidates.size()) {
            throw new CheckpointException(
                    "layers.%d must have parameters in the checkpoint (got %s)"
                            .formatted(n, found));
        }
        return candidates.get(next);
    }

    private static String named(int n, List<String> candidates, String from, String found) {
        return only("layers.%d.from must name one layer".formatted(n), candidates, from, found);
    }

    /** The only one of {@code candidates} that is {@code from} or ends with it. */
    static String only(String rule, List<String> candidates, String from, String found) {
        String prefix = from.isEmpty() ? "" : from + ".";
        if (candidates.contains(prefix)) {
            return prefix;
        }
        List<String> ends =
                candidates.stream().filter(name -> name.endsWith("." + prefix)).toList();
        if (ends.size() != 1) {
            throw new CheckpointException(
                    "%s of the checkpoint, '%s' names %d (got %s)"
                            .formatted(rule, from, ends.size(), found));
        }
        return ends.get(0);
    }
}
