package org.spikelink.cli.train;

import java.util.List;
import java.util.TreeMap;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.SurrogateSpec;
import org.spikelink.trainer.run.LayerPlan;
import org.spikelink.trainer.run.LayerText;
import org.spikelink.trainer.run.NetworkPlan;
import picocli.CommandLine.Option;

/** Options of the network. */
final class NetworkArguments {
    @Option(
            names = "--hidden",
            split = ",",
            defaultValue = "128",
            paramLabel = "N[,N]",
            description =
                    "neurons of each hidden layer, 0 for no hidden layer (default: ${DEFAULT-VALUE})")
    private List<Integer> hidden;

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "LAYER[,LAYER...]",
            description =
                    "all layers, instead of --hidden and --output, such as 'conv 16 k5 s2, leaky, max 2, slstm 128,"
                            + " linear': conv (channels, k: kernel, s: stride, p: padding, bn: batch normalization),"
                            + " leaky (beta, reset, learn_beta), max, avg, sconv2dlstm, slstm, linear; see"
                            + " docs/training.md")
    private List<String> layers;

    @Option(
            names = "--output",
            defaultValue = "slstm",
            paramLabel = "slstm|linear",
            description = "last layer: spiking neurons, or real values (default: ${DEFAULT-VALUE})")
    private NetworkPlan.Output output;

    @Option(
            names = "--population",
            defaultValue = "1",
            description = "outputs for each class (default: ${DEFAULT-VALUE})")
    private int population;

    @Option(
            names = "--readout",
            paramLabel = "spike_count|max_membrane|mean_membrane",
            description =
                    "how outputs become the scores of the classes (default: spike_count; mean_membrane with --output linear)")
    private ReadoutSpec.Kind readout;

    @Option(
            names = "--reset",
            split = ",",
            defaultValue = "none",
            paramLabel = "none|subtract|zero[,...]",
            description =
                    "reset of mem after a spike, one for all SLSTM layers or one for each (default: ${DEFAULT-VALUE})")
    private List<Reset> reset;

    @Option(
            names = "--inhibition",
            arity = "0..1",
            description =
                    "only the neuron of a hidden layer with the largest mem above its threshold may spike")
    private boolean inhibition;

    @Option(
            names = "--state-quant",
            paramLabel = "NAME=N[,NAME=N...]",
            description =
                    "quantize syn and mem to 2^num_bits levels, as snnTorch's state_quant: num_bits, uniform,"
                            + " thr_centered (1 or 0), threshold, lower_limit, upper_limit, multiplier (default: not"
                            + " quantized)")
    private String stateQuant;

    @Option(
            names = "--surrogate",
            defaultValue = "atan",
            paramLabel = "KIND[:NAME=N,...]",
            description =
                    "surrogate gradient, with snnTorch's names: atan:alpha=2, fast_sigmoid:slope=25, sigmoid,"
                            + " straight_through_estimator, triangular, spike_rate_escape, heaviside, LSO, SSO, SFS"
                            + " (default: ${DEFAULT-VALUE})")
    private String surrogate;

    /** The network to train. */
    NetworkPlan plan() {
        return new NetworkPlan(
                plans(),
                hidden.equals(List.of(0)) ? List.of() : hidden,
                output,
                population,
                readout == null ? defaultReadout() : readout,
                reset,
                inhibition,
                stateQuantSpec(),
                surrogateSpec());
    }

    private List<LayerPlan> plans() {
        return layers == null ? List.of() : LayerText.read(layers);
    }

    private ReadoutSpec.Kind defaultReadout() {
        List<LayerPlan> plans = plans();
        boolean spikes =
                plans.isEmpty()
                        ? output == NetworkPlan.Output.SLSTM
                        : plans.get(plans.size() - 1).spikes();
        return !spikes ? ReadoutSpec.Kind.MEAN_MEMBRANE : ReadoutSpec.Kind.SPIKE_COUNT;
    }

    private StateQuant stateQuantSpec() {
        if (stateQuant == null) {
            return null;
        }
        NamedNumbers given = NamedNumbers.parse("state-quant", "state_quant:" + stateQuant);
        StateQuant defaults = StateQuant.DEFAULTS;
        StateQuant quant =
                new StateQuant(
                        given.takeWhole("num_bits", defaults.numBits()),
                        given.takeFlag("uniform", defaults.uniform()),
                        given.takeFlag("thr_centered", defaults.thrCentered()),
                        given.take("threshold", defaults.threshold()),
                        given.take("lower_limit", defaults.lowerLimit()),
                        given.take("upper_limit", defaults.upperLimit()),
                        given.numbers().remove("multiplier"));
        given.close("state-quant");
        return quant;
    }

    private SurrogateSpec surrogateSpec() {
        NamedNumbers given = NamedNumbers.parse("surrogate", surrogate);
        return new SurrogateSpec(given.kind(), new TreeMap<>(given.numbers()));
    }
}
