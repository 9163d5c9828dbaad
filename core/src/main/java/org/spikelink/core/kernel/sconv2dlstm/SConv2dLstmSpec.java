package org.spikelink.core.kernel.sconv2dlstm;

import static org.spikelink.core.model.ModelException.require;
import static org.spikelink.core.model.ModelException.requireImage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikelink.core.kernel.ConvolutionShape;
import org.spikelink.core.kernel.Pooling2d;
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
 * Spiking convolutional LSTM neurons (snnTorch: {@code SConv2dLSTM}): one convolution over the inputs and mem[t-1], with
 * stride 1 and as much padding as keeps the size.
 *
 * <pre>
 * i,f,o = sigmoid(conv [x, mem[t-1]])    g = tanh(...)
 * syn[t] = f * syn[t-1] + i * g
 * mem[t] = o * tanh(syn[t]), then the reset of neurons above their threshold at t-1
 * spk[t] = pool(mem[t]) &gt; threshold
 * </pre>
 *
 * <p>Parameters, gate order i, f, o, g (unlike SLSTM): weight [4 O][C + O][K][K], bias [4 O] or none, threshold [1] or [O].
 *
 * @param in shape of the inputs, (C, H, W)
 * @param channels O
 * @param kernel side K, odd
 * @param pool of mem before it is compared with the threshold, or null
 * @param reset what a neuron above its threshold, before pooling, does one step later
 * @param surrogate used only in training, or null
 */
public record SConv2dLstmSpec(
        Image in, int channels, int kernel, Pooling2d pool, Reset reset, SurrogateSpec surrogate)
        implements LayerSpec {
    /** Index of the synaptic current among the state variables. */
    public static final int SYN = 0;

    /** Index of the membrane potential among the state variables. */
    public static final int MEM = 1;

    static final String TYPE = "sconv2dlstm";
    static final String WEIGHT = "weight";
    static final String BIAS = "bias";
    static final String THRESHOLD = "threshold";

    private static final int GATES = 4;
    private static final int DIMENSIONS = 4; // of weight
    private static final List<String> VARIABLES = List.of("syn", "mem");

    public SConv2dLstmSpec {
        requireImage("in", in);
        ConvolutionShape.requireChannels(channels);
        require(kernel >= 1 && kernel % 2 == 1, "kernel must be odd, 1 or more (got %d)", kernel);
        requireImage("in, with the channels of mem,", both(in, channels));
        shape(in, channels, kernel); // checks all sizes
        if (pool != null) {
            pool.requireFits("pool.kernel", in);
        }
    }

    /** The sizes of the convolution over the inputs and mem. */
    public ConvolutionShape shape() {
        return shape(in, channels, kernel);
    }

    private static ConvolutionShape shape(Image in, int channels, int kernel) {
        return new ConvolutionShape(both(in, channels), GATES * channels, kernel, 1, kernel / 2);
    }

    private static Image both(Image in, int channels) {
        return new Image(in.channels() + channels, in.height(), in.width());
    }

    /** Shape of syn and mem. */
    public Image neurons() {
        return new Image(channels, in.height(), in.width());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int inputs() {
        return (int) in.size();
    }

    /** Shape of the outputs. */
    public Image out() {
        return pool == null ? neurons() : pool.out(neurons());
    }

    @Override
    public int outputs() {
        return (int) out().size();
    }

    @Override
    public Optional<Image> inputImage() {
        return Optional.of(in);
    }

    @Override
    public Optional<Image> outputImage() {
        return Optional.of(out());
    }

    @Override
    public boolean spikes() {
        return true;
    }

    @Override
    public List<ParameterSpec> parameters() {
        int rows = GATES * channels;
        return List.of(
                ParameterSpec.required(WEIGHT, rows, in.channels() + channels, kernel, kernel),
                ParameterSpec.optional(BIAS, rows),
                ParameterSpec.oneOrEach(THRESHOLD, channels));
    }

    @Override
    public StateSpec state() {
        return new StateSpec(VARIABLES, (int) neurons().size());
    }

    @Override
    public long recurrentOperations() {
        return shape().denseOperations() / shape().in().channels() * channels;
    }

    @Override
    public long denseInputOperations() {
        return shape().denseOperations() - recurrentOperations();
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", TYPE);
        json.put("in", in.json());
        json.put("channels", channels);
        json.put("kernel", kernel);
        json.put("pool", pool == null ? null : pool.json());
        json.put("reset", reset.jsonName());
        if (surrogate != null) {
            json.put("surrogate", surrogate.json());
        }
        return json;
    }

    @Override
    public TorchNames torchNames() {
        return new TorchNames(
                "sclstm",
                "conv." + WEIGHT,
                DIMENSIONS,
                List.of(
                        new TorchNames.Parameter(THRESHOLD, THRESHOLD),
                        TorchNames.gradedSpikes(),
                        TorchNames.resetMechanism(reset.torchNumber(), reset.jsonName()),
                        new TorchNames.Parameter("conv." + WEIGHT, WEIGHT),
                        new TorchNames.Parameter("conv." + BIAS, BIAS)));
    }

    /** Twice the sum, because the rows of gate g are doubled. */
    @Override
    public double largestPreactivation(LayerWeights weights, double largestInput) {
        double places = (double) kernel * kernel;
        double input = Math.max(largestInput, 0) * in.channels() + largestMem(weights) * channels;
        return 2 * (places * weights.largest(WEIGHT) * input + weights.largest(BIAS));
    }

    @Override
    public double largestOutput(LayerWeights weights, double largestPreactivation) {
        return 1;
    }

    /** Of a square's sum before it is divided. */
    @Override
    public double largestMembrane(LayerWeights weights, double largestPreactivation) {
        return largestMem(weights) * (pool == null ? 1 : (double) pool.kernel() * pool.kernel());
    }

    /** At most 1 before a reset, which may subtract a negative threshold. */
    private static double largestMem(LayerWeights weights) {
        return 1 + weights.largest(THRESHOLD);
    }

    @Override
    public float[] thresholds(LayerWeights weights) {
        return weights.get(THRESHOLD);
    }

    @Override
    public List<String> warnings(LayerWeights weights) {
        int silent = 0;
        float[] thresholds = weights.get(THRESHOLD);
        for (float threshold : thresholds) {
            silent += threshold >= 1 ? 1 : 0;
        }
        return silent == 0
                ? List.of()
                : List.of(
                        "neurons can never spike where the threshold is 1 or more, because mem never exceeds 1 (%d of %d thresholds)"
                                .formatted(silent, thresholds.length));
    }

    @Override
    public Layer newLayer(LayerWeights weights) {
        return new SConv2dLstmLayer(this, weights);
    }
}
