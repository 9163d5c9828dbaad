package org.spikelink.trainer.layer.leaky;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.layer.LayerOptions;
import org.spikelink.trainer.layer.LayerRun;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.RowLayer;
import org.spikelink.trainer.layer.RowStep;
import org.spikelink.trainer.layer.SpikeGate;
import org.spikelink.trainer.layer.VectorParameter;
import org.spikelink.trainer.surrogate.Surrogate;

/** Thresholds and betas of leaky neurons, one for all or one for each channel. */
final class TrainableLeaky implements RowLayer {
    private static final String THRESHOLD = "threshold";
    private static final String BETA = "beta";

    private final LeakySpec spec;
    private final LayerOptions options;
    private final SpikeGate gate;
    private final VectorParameter threshold;
    private final VectorParameter beta; // null without state
    private final float[] betas; // [channels], clamped; empty without state

    TrainableLeaky(LeakySpec spec, LayerOptions options, Parameters parameters) {
        this.spec = spec;
        this.options = options;
        int channels = spec.in().channels();
        threshold = VectorParameter.threshold(parameters, options, channels);
        Surrogate surrogate =
                options.surrogate() == null ? Surrogate.of(spec.surrogate()) : options.surrogate();
        gate = new SpikeGate(threshold, surrogate, channels);
        beta = spec.stateless() ? null : beta(parameters, channels);
        betas = new float[beta == null ? 0 : channels];
    }

    private VectorParameter beta(Parameters parameters, int channels) {
        return switch (options.training().beta()) {
            case FIXED -> {
                Tensor given = options.given().get(BETA);
                yield VectorParameter.fixed(given == null ? 1 : given.values().length);
            }
            case SCALAR -> VectorParameter.learned(parameters, 1);
            case PER_CHANNEL -> VectorParameter.learned(parameters, channels);
        };
    }

    @Override
    public int inputs() {
        return spec.inputs();
    }

    @Override
    public int outputs() {
        return spec.outputs();
    }

    @Override
    public Image in() {
        return spec.in();
    }

    @Override
    public Image out() {
        return spec.in();
    }

    @Override
    public boolean spikes() {
        return true;
    }

    Reset reset() {
        return spec.reset();
    }

    SpikeGate spikeGate() {
        return gate;
    }

    /** [channels], clamped to 0..1; empty without state. */
    float[] betas() {
        return betas;
    }

    /** The betas before they are clamped; null without state. */
    VectorParameter betaParameter() {
        return beta;
    }

    @Override
    public Optional<RowLayer> rowLayer() {
        return spec.stateless() ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<SpikeGate> gate() {
        return Optional.of(gate);
    }

    @Override
    public RowStep newStep() {
        return new LeakyStep(gate, spec.in());
    }

    @Override
    public LayerRun newRun() {
        return new LeakyRun(this);
    }

    @Override
    public void initialize(SplittableRandom random) {
        threshold.fill((float) options.threshold().initial());
        if (beta == null) {
            return;
        }
        if (spec.beta() == null) {
            throw new IllegalArgumentException(
                    "beta of a leaky layer must be given where its training starts (got nothing)");
        }
        beta.fill(spec.beta().floatValue());
    }

    @Override
    public void refresh() {
        gate.refresh();
        for (int c = 0; c < betas.length; c++) {
            betas[c] = Math.min(1f, Math.max(0f, beta.get(beta.size() == 1 ? 0 : c))) + 0f;
        }
    }

    @Override
    public void load(String prefix, Map<String, Tensor> tensors) {
        threshold.load(prefix + "." + THRESHOLD, tensors.get(prefix + "." + THRESHOLD));
        Tensor given = tensors.get(prefix + "." + BETA);
        if (beta != null && given != null) {
            beta.load(prefix + "." + BETA, given);
        } else if (beta != null) {
            beta.fill(spec.beta().floatValue());
        }
    }

    @Override
    public void storeLearned(String prefix, Map<String, Tensor> tensors, float[] from) {
        threshold.storeLearned(prefix + "." + THRESHOLD, tensors, from);
        if (beta != null) {
            beta.storeLearned(prefix + "." + BETA, tensors, from);
        }
    }

    @Override
    public void storeFixed(String prefix, Map<String, Tensor> tensors) {
        threshold.storeFixed(prefix + "." + THRESHOLD, tensors);
        if (beta != null && options.given().containsKey(BETA)) {
            beta.storeFixed(prefix + "." + BETA, tensors);
        }
    }
}
