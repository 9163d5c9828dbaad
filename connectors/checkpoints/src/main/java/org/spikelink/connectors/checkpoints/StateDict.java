package org.spikelink.connectors.checkpoints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.spikelink.core.error.Printable;

/** Finds the dict of named tensors in a checkpoint. */
final class StateDict {
    private static final String TOP = "the top level";

    /** Common keys of a model's state dict in training scripts, beside the optimizer's state and other entries. */
    private static final List<String> COMMON_KEYS =
            List.of("model_state_dict", "state_dict", "model", "net");

    private StateDict() {}

    /**
     * The tensors of the dict under one of the common keys; otherwise of the only dict that has tensors, the top
     * level or one in it. Other entries of that dict are ignored.
     *
     * @throws CheckpointException if there is no such dict, or more than one
     */
    static Map<String, TensorRef> find(Object root) {
        if (!(root instanceof Map<?, ?> top)) {
            throw new CheckpointException("a checkpoint must hold a dict");
        }
        Map<String, Map<String, TensorRef>> candidates = candidates(top);
        List<String> common = COMMON_KEYS.stream().filter(candidates::containsKey).toList();
        if (!common.isEmpty()) {
            candidates.keySet().retainAll(common);
        }
        if (candidates.size() != 1) {
            throw new CheckpointException(message(top, candidates));
        }
        return candidates.values().iterator().next();
    }

    private static Map<String, Map<String, TensorRef>> candidates(Map<?, ?> top) {
        Map<String, Map<String, TensorRef>> candidates = new LinkedHashMap<>();
        candidates.put(TOP, tensors(top));
        top.forEach(
                (key, value) -> {
                    if (value instanceof Map<?, ?> dict) {
                        candidates.put(key.toString(), tensors(dict));
                    }
                });
        candidates.values().removeIf(Map::isEmpty);
        return candidates;
    }

    private static Map<String, TensorRef> tensors(Map<?, ?> dict) {
        Map<String, TensorRef> tensors = new LinkedHashMap<>();
        dict.forEach(
                (key, value) -> {
                    if (key instanceof String name && value instanceof TensorRef tensor) {
                        tensors.put(name, tensor);
                    }
                });
        return tensors;
    }

    private static String message(Map<?, ?> top, Map<String, Map<String, TensorRef>> candidates) {
        return candidates.isEmpty()
                ? "a checkpoint must hold a dict of tensors (got the keys " + shown(top) + ")"
                : "a checkpoint must hold one dict of tensors (got " + shown(candidates) + ")";
    }

    private static String shown(Map<?, ?> map) {
        return map.keySet().stream()
                .limit(10)
                .map(key -> Printable.of(key.toString()))
                .collect(Collectors.joining(", "));
    }
}
