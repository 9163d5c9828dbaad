package org.spikelink.jobs.train;

import java.util.List;
import java.util.TreeMap;
import org.spikelink.core.kernel.Reset;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.SurrogateSpec;
import org.spikelink.trainer.run.NetworkPlan;
import picocli.CommandLine.Option;

/** Options that say what network learns. */
public final class NetworkArguments {
    @Option(
            names = "--hidden",
            split = ",",
            defaultValue = "128",
            paramLabel = "N[,N]",
            description = "neurons of each hidden layer (default: ${DEFAULT-VALUE}; 0: none)")
    private List<Integer> hidden;

    @Option(
            names = "--output",
            defaultValue = "slstm",
            paramLabel = "slstm|linear",
            description = "last layer: spiking neurons, or real values (default: ${DEFAULT-VALUE})")
    private NetworkPlan.Output output;

    @Option(
            names = "--population",
            defaultValue = "1",
            description = "outputs a class (default: ${DEFAULT-VALUE})")
    private int population;

    @Option(
            names = "--readout",
            paramLabel = "spike_count|max_membrane|mean_membrane",
            description =
                    "how outputs become scores (default: spike_count; mean_membrane of a linear layer)")
    private ReadoutSpec.Kind readout;

    @Option(
            names = "--reset",
            split = ",",
            defaultValue = "none",
            paramLabel = "none|subtract|zero[,...]",
            description =
                    "what a neuron that spiked does to its mem, of all or of each SLSTM layer (default: ${DEFAULT-VALUE})")
    private List<Reset> reset;

    @Option(
            names = "--inhibition",
            arity = "0..1",
            description = "only the strongest neuron of a hidden layer may spike")
    private boolean inhibition;

    @Option(
            names = "--state-quant",
            paramLabel = "NAME=N[,NAME=N...]",
            description =
                    "syn and mem move to one of 2^num_bits levels, as snnTorch's state_quant: num_bits, uniform,"
                            + " thr_centered (1 or 0), threshold, lower_limit, upper_limit, multiplier (default: they"
                            + " are not quantized)")
    private String stateQuant;

    @Option(
            names = "--surrogate",
            defaultValue = "atan",
            paramLabel = "KIND[:NAME=N,...]",
            description =
                    "surrogate gradient, by snnTorch's names: atan:alpha=2, fast_sigmoid:slope=25, sigmoid,"
                            + " straight_through_estimator, triangular, spike_rate_escape, heaviside, LSO, SSO, SFS"
                            + " (default: ${DEFAULT-VALUE})")
    private String surrogate;

    NetworkPlan plan() {
        return new NetworkPlan(
                hidden.equals(List.of(0)) ? List.of() : hidden,
                output,
                population,
                readout == null ? usualReadout() : readout,
                reset,
                inhibition,
                stateQuantSpec(),
                surrogateSpec());
    }

    private ReadoutSpec.Kind usualReadout() {
        return output == NetworkPlan.Output.LINEAR
                ? ReadoutSpec.Kind.MEAN_MEMBRANE
                : ReadoutSpec.Kind.SPIKE_COUNT;
    }

    private StateQuant stateQuantSpec() {
        if (stateQuant == null) {
            return null;
        }
        KindAndNumbers given = KindAndNumbers.parse("state-quant", "state_quant:" + stateQuant);
        StateQuant usual = StateQuant.DEFAULTS;
        StateQuant quant =
                new StateQuant(
                        given.takeWhole("num_bits", usual.numBits()),
                        given.takeFlag("uniform", usual.uniform()),
                        given.takeFlag("thr_centered", usual.thrCentered()),
                        given.take("threshold", usual.threshold()),
                        given.take("lower_limit", usual.lowerLimit()),
                        given.take("upper_limit", usual.upperLimit()),
                        given.numbers().remove("multiplier"));
        given.close("state-quant");
        return quant;
    }

    private SurrogateSpec surrogateSpec() {
        KindAndNumbers given = KindAndNumbers.parse("surrogate", surrogate);
        return new SurrogateSpec(given.kind(), new TreeMap<>(given.numbers()));
    }
}
