package org.spikelink.core.layer;

import java.util.List;

/**
 * The names of a layer's entries in a PyTorch state dict.
 *
 * @param module what an exported layer is called, before its number: {@code slstm} gives {@code slstm1.}
 * @param marker the entry that shows that a prefix of a state dict is a layer of this type
 * @param markerDimensions dimensions of the marker's tensor, where other types have an entry of that name; 0 for any
 * @param entries all entries behind the prefix, in order
 */
public record TorchNames(String module, String marker, int markerDimensions, List<Entry> entries) {
    private static final int ANY = 0;

    /** Of a layer without parameters. */
    public static final TorchNames NONE = new TorchNames("", "", ANY, List.of());

    public TorchNames {
        entries = List.copyOf(entries);
    }

    /** Names with a marker that no other layer type has. */
    public TorchNames(String module, String marker, List<Entry> entries) {
        this(module, marker, ANY, entries);
    }

    /** The factor of graded spikes, which snnTorch keeps for each of its neurons. */
    public static Constant gradedSpikes() {
        return new Constant("graded_spikes_factor", 1, false, "because spikes are 0 or 1");
    }

    /**
     * The number of a neuron's reset, as snnTorch keeps it.
     *
     * @param number 0 subtract, 1 zero, 2 none
     * @param reset its name
     */
    public static Constant resetMechanism(int number, String reset) {
        return new Constant(
                "reset_mechanism_val",
                number,
                true,
                "as the config's reset " + reset + " says; 0 is subtract, 1 zero, 2 none");
    }

    /** One entry of a state dict. */
    public sealed interface Entry permits Parameter, Constant {
        /** Behind the layer's prefix. */
        String name();
    }

    /**
     * A parameter of the layer.
     *
     * @param parameter its name in a model file
     */
    public record Parameter(String name, String parameter) implements Entry {}

    /**
     * A number that PyTorch stores beside parameters. It is exported, and must be the same where a checkpoint has it.
     *
     * @param isLong whether it is an int64 rather than a float32
     * @param reason why it must have this value, for messages
     */
    public record Constant(String name, int value, boolean isLong, String reason)
            implements Entry {}
}
