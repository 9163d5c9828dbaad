package org.spikelink.connectors.checkpoints;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.spikelink.core.model.LayerSpec;

/** The layers that a state dict seems to hold: what stands before {@code lstm_cell.weight_ih} or {@code weight}. */
final class Prefixes {
    private static final String SLSTM = "lstm_cell.weight_ih";
    private static final String LINEAR = "weight";

    private final List<String> slstm;
    private final List<String> linear;
    private int slstmTaken;
    private int linearTaken;

    Prefixes(Collection<String> names) {
        slstm = before(SLSTM, names);
        linear = before(LINEAR, names);
    }

    private static List<String> before(String ending, Collection<String> names) {
        List<String> prefixes = new ArrayList<>();
        for (String name : names) {
            if (name.equals(ending) || name.endsWith("." + ending)) {
                prefixes.add(name.substring(0, name.length() - ending.length()));
            }
        }
        return prefixes;
    }

    /** The prefix of layer {@code n}, with its dot; {@code from} may be null. */
    String of(int n, LayerSpec layer, String from) {
        boolean isSlstm = layer instanceof LayerSpec.Slstm;
        List<String> candidates = isSlstm ? slstm : linear;
        int next = isSlstm ? slstmTaken++ : linearTaken++;
        return from == null
                ? next(n, candidates, next, isSlstm)
                : named(n, candidates, from, isSlstm);
    }

    private static String next(int n, List<String> candidates, int next, boolean isSlstm) {
        if (next >= candidates.size()) {
            throw new CheckpointException(
                    "layers."
                            + n
                            + " must have parameters in the checkpoint (got "
                            + kinds(candidates, isSlstm)
                            + ")");
        }
        return candidates.get(next);
    }

    private static String named(int n, List<String> candidates, String from, boolean isSlstm) {
        String prefix = from.isEmpty() ? "" : from + ".";
        if (candidates.contains(prefix)) {
            return prefix;
        }
        List<String> ends =
                candidates.stream().filter(name -> name.endsWith("." + prefix)).toList();
        if (ends.size() != 1) {
            throw new CheckpointException(
                    "layers."
                            + n
                            + ".from must name one layer of the checkpoint, '"
                            + from
                            + "' names "
                            + ends.size()
                            + " (got "
                            + kinds(candidates, isSlstm)
                            + ")");
        }
        return ends.get(0);
    }

    private static String kinds(List<String> candidates, boolean isSlstm) {
        return (isSlstm ? "SLSTM layers " : "linear layers ") + candidates;
    }
}
