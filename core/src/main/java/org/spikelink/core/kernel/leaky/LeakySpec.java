package org.spikelink.core.kernel.leaky;

import static org.spikelink.core.model.ModelException.require;
import static org.spikelink.core.model.ModelException.requireImage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.layer.ParameterSpec;
import org.spikelink.core.layer.StateSpec;
import org.spikelink.core.layer.TorchNames;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.SurrogateSpec;

/**
 * Leaky integrate-and-fire neurons, one for each input x, without weights (snnTorch: {@code Leaky}, {@code reset_delay}
 * True), with r = mem[t-1] &gt; threshold:
 *
 * <pre>
 * NONE:     mem[t] = fma(beta, mem[t-1], x)
 * SUBTRACT: mem[t] = fma(beta, mem[t-1], x), minus threshold where r
 * ZERO:     mem[t] = fma(beta, r ? 0 : mem[t-1], x)
 * spk[t] = mem[t] &gt; threshold
 * </pre>
 *
 * <p>Parameters: threshold [1] or [C]; beta [1] or [C], clamped to 0..1, unless the layer is stateless. A beta of 0 without
 * a reset makes it stateless: mem[t] = x.
 *
 * @param in shape of the inputs and of the outputs
 * @param beta of a model that has no tensor of it, and where training starts; null if there must be a tensor
 * @param reset what a neuron above its threshold does one step later
 * @param surrogate used only in training, or null
 */
public record LeakySpec(Image in, Double beta, Reset reset, SurrogateSpec surrogate)
        implements LayerSpec {
    /** Index of the membrane potential among the state variables. */
    public static final int MEM = 0;

    static final String TYPE = "leaky";
    static final String BETA = "beta";
    static final String THRESHOLD = "threshold";

    private static final List<String> VARIABLES = List.of("mem");

    /** Beyond so many times the input, a sum in float does not grow. */
    private static final double LARGEST_SUM = 1 << 25;

    public LeakySpec {
        requireImage("in", in);
        require(
                beta == null || Math.abs(beta) <= LayerWeights.MAX_MAGNITUDE,
                "beta must be finite and at most 1e9; it is clamped to 0..1 (got %s)",
                beta);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int inputs() {
        return (int) in.size();
    }

    @Override
    public int outputs() {
        return (int) in.size();
    }

    /** A vector takes any values of its number. */
    @Override
    public Optional<Image> inputImage() {
        return in.isVector() ? Optional.empty() : Optional.of(in);
    }

    @Override
    public Optional<Image> outputImage() {
        return inputImage();
    }

    @Override
    public boolean spikes() {
        return true;
    }

    /** Whether mem[t] = x, so that nothing is kept from step to step. */
    public boolean stateless() {
        return reset == Reset.NONE && beta != null && beta <= 0;
    }

    @Override
    public List<ParameterSpec> parameters() {
        ParameterSpec threshold = ParameterSpec.oneOrEach(THRESHOLD, in.channels());
        if (stateless()) {
            return List.of(threshold);
        }
        ParameterSpec betas =
                beta == null
                        ? ParameterSpec.oneOrEach(BETA, in.channels())
                        : ParameterSpec.oneOrEach(BETA, in.channels(), beta.floatValue());
        return List.of(threshold, betas);
    }

    @Override
    public StateSpec state() {
        return stateless() ? StateSpec.NONE : new StateSpec(VARIABLES, inputs());
    }

    /** It has no weights. */
    @Override
    public long denseInputOperations() {
        return 0;
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", TYPE);
        json.put("in", in.json());
        json.put("beta", beta);
        json.put("reset", reset.jsonName());
        if (surrogate != null) {
            json.put("surrogate", surrogate.json());
        }
        return json;
    }

    @Override
    public TorchNames torchNames() {
        return new TorchNames(
                "lif",
                BETA,
                List.of(
                        new TorchNames.Parameter(THRESHOLD, THRESHOLD),
                        TorchNames.gradedSpikes(),
                        TorchNames.resetMechanism(reset.torchNumber(), reset.jsonName()),
                        stateless()
                                ? new TorchNames.Constant(
                                        BETA, 0, false, "as the config's beta 0 says")
                                : new TorchNames.Parameter(BETA, BETA)));
    }

    @Override
    public double largestPreactivation(LayerWeights weights, double largestInput) {
        return largestInput;
    }

    @Override
    public double largestOutput(LayerWeights weights, double largestPreactivation) {
        return 1;
    }

    /** What is left of all earlier inputs and subtracted thresholds: a geometric series. */
    @Override
    public double largestMembrane(LayerWeights weights, double largestPreactivation) {
        if (stateless()) {
            return largestPreactivation;
        }
        double largestBeta = 0;
        for (float value : LeakyLayer.perChannel(weights, BETA)) {
            largestBeta = Math.max(largestBeta, LeakyLayer.clamped(value));
        }
        return Math.min(1 / (1 - largestBeta), LARGEST_SUM)
                * (largestPreactivation + weights.largest(THRESHOLD));
    }

    @Override
    public float[] thresholds(LayerWeights weights) {
        return weights.get(THRESHOLD);
    }

    @Override
    public Layer newLayer(LayerWeights weights) {
        return new LeakyLayer(this, weights);
    }
}
