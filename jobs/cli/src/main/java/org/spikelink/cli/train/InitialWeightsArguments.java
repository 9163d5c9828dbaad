package org.spikelink.cli.train;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikelink.trainer.layer.Initialization;
import org.spikelink.trainer.layer.PerSpikingLayer;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.TimeFields;
import org.spikelink.trainer.learn.ThresholdQuantile;
import picocli.CommandLine.Option;

/** Options of thresholds, initial weights and initial states. */
final class InitialWeightsArguments {
    private static final double QUANTILE = 0.9;
    private static final Pattern STEPS = Pattern.compile("([0-9]{1,9})\\.\\.([0-9]{1,9})");

    @Option(
            names = "--threshold",
            split = ",",
            defaultValue = "0.1",
            paramLabel = "N[,N]|quantile[=Q[..Q]]",
            description =
                    "initial threshold, one for all SLSTM layers or one for each; quantile: that of the membranes of the"
                            + " untrained network on the training set, Q of which stay below it (0.9), or a range of Q over the"
                            + " neurons, such as 0.02..0.98"
                            + " (default: ${DEFAULT-VALUE})")
    private List<String> threshold;

    @Option(
            names = "--learn-threshold",
            split = ",",
            defaultValue = "fixed",
            paramLabel = "fixed|fixed_per_neuron|scalar|per_neuron[,...]",
            description =
                    "whether thresholds are trained, one for all SLSTM layers or one for each; fixed_per_neuron: not"
                            + " trained, but each neuron has its own --threshold quantile (default: ${DEFAULT-VALUE})")
    private List<ThresholdSpec.Learning> learnThreshold;

    @Option(
            names = "--learn-initial-state",
            arity = "0..1",
            description = "train the initial state of a stream (default: it is 0)")
    boolean learnInitialState;

    @Option(
            names = "--forget-bias",
            defaultValue = "0",
            description =
                    "added to the initial bias of the forget gate (default: ${DEFAULT-VALUE})")
    private double forgetBias;

    @Option(
            names = "--forget-spread",
            defaultValue = "0",
            description =
                    "maximum of a random number added to that bias, drawn for each neuron, so that neurons remember for"
                            + " different times (default: ${DEFAULT-VALUE})")
    private double forgetSpread;

    @Option(
            names = "--fan-in",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "inputs with an initial weight other than 0, chosen at random for each SLSTM neuron; weights are within"
                            + " sqrt(3 / N) (default: all inputs, PyTorch's range)")
    private int fanIn;

    @Option(
            names = "--recurrent-gain",
            defaultValue = "1",
            description =
                    "factor of the initial recurrent weights; 0: neurons start unconnected to each other (default:"
                            + " ${DEFAULT-VALUE})")
    private double recurrentGain;

    @Option(
            names = "--no-recurrence",
            arity = "0..1",
            description =
                    "the recurrent weights of all SLSTM layers are 0 and are not trained: neurons are not connected to"
                            + " each other")
    private boolean noRecurrence;

    @Option(
            names = "--time-fields",
            paramLabel = "A..B",
            description =
                    "each neuron of an SLSTM layer starts sensitive to its inputs in A to B steps of the decision window only,"
                            + " and neurons share out the window: spikes then say when an input was active (default: always"
                            + " sensitive)")
    private String timeFields;

    @Option(
            names = "--orthogonal",
            arity = "0..1",
            description = "orthogonal initial recurrent weights (default: PyTorch's uniform ones)")
    private boolean orthogonal;

    private boolean isQuantile() {
        return threshold.size() == 1 && threshold.get(0).matches("quantile(=.*)?");
    }

    /** The quantile of membranes at which thresholds start, if they are not given. */
    ThresholdQuantile thresholdQuantile() {
        if (!isQuantile()) {
            return ThresholdQuantile.NONE;
        }
        String text = threshold.get(0).replaceFirst("quantile=?", "");
        int dots = text.indexOf("..");
        double low = text.isEmpty() ? QUANTILE : number(dots < 0 ? text : text.substring(0, dots));
        double high = dots < 0 ? low : number(text.substring(dots + 2));
        if (!(low > 0 && low <= high && high < 1)) {
            throw new IllegalArgumentException(
                    "threshold must be numbers, or quantile=Q with Q above 0 and below 1 (got '%s')"
                            .formatted(threshold.get(0)));
        }
        return new ThresholdQuantile(low, high);
    }

    private List<Double> numbers() {
        return threshold.stream().map(InitialWeightsArguments::number).toList();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "threshold must be numbers, or quantile=Q (got '%s')".formatted(text), e);
        }
    }

    private TimeFields fields() {
        if (timeFields == null) {
            return null;
        }
        Matcher steps = STEPS.matcher(timeFields);
        if (!steps.matches()) {
            throw new IllegalArgumentException(
                    "time-fields must be steps, A..B (got '%s')".formatted(timeFields));
        }
        return new TimeFields(Integer.parseInt(steps.group(1)), Integer.parseInt(steps.group(2)));
    }

    Initialization initialization() {
        return new Initialization(
                forgetBias,
                forgetSpread,
                orthogonal,
                recurrentGain,
                fanIn,
                !noRecurrence,
                fields());
    }

    /** The threshold of each of {@code layers} spiking layers, or one for all. */
    List<ThresholdSpec> thresholds(int layers) {
        List<Double> initial = isQuantile() ? List.of(ThresholdSpec.DEFAULT_INITIAL) : numbers();
        PerSpikingLayer.check("threshold", initial, layers);
        PerSpikingLayer.check("learn-threshold", learnThreshold, layers);
        List<ThresholdSpec> specs = new ArrayList<>();
        for (int n = 0; n < Math.max(initial.size(), learnThreshold.size()); n++) {
            specs.add(
                    new ThresholdSpec(
                            PerSpikingLayer.of(learnThreshold, n),
                            PerSpikingLayer.of(initial, n),
                            ThresholdSpec.DEFAULT_FLOOR));
        }
        return specs;
    }
}
