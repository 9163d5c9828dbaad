package org.spikelink.core.kernel.conv2d;

import java.util.Optional;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.Convolution;
import org.spikelink.core.kernel.ConvolutionSpikes;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.layer.FusedStep;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.layer.LayerWeights;

/**
 * A convolution, stateless. Its real-valued outputs are dense, in (C, H, W) order. With a following layer that only
 * compares them with thresholds, a step computes those outputs alone that an active input reaches.
 */
public final class Conv2dLayer implements Layer {
    private final Conv2dSpec spec;
    private final Convolution convolution;
    private final int[] all; // 0, 1, ..., the indices of dense outputs
    private long operations;

    public Conv2dLayer(Conv2dSpec spec, LayerWeights weights) {
        this(spec, weights, KernelChoice.ofThisJvm().kind());
    }

    /** A layer on a kernel other than this JVM's own, for comparison. */
    public Conv2dLayer(Conv2dSpec spec, LayerWeights weights, KernelChoice.Kind kind) {
        this.spec = spec;
        float[] bias = weights.has(Conv2dSpec.BIAS) ? weights.get(Conv2dSpec.BIAS) : null;
        convolution = new Convolution(spec.shape(), weights.get(Conv2dSpec.WEIGHT), bias, kind);
        all = new int[spec.outputs()];
        for (int n = 0; n < all.length; n++) {
            all[n] = n;
        }
    }

    @Override
    public LayerSpec spec() {
        return spec;
    }

    @Override
    public void step(FrameGroup x, LayerState state, FrameGroup out) {
        out.clear();
        for (int b = 0; b < x.streams(); b++) {
            convolution.add(x, b);
            int at = out.extend(all.length);
            System.arraycopy(all, 0, out.indices(), at, all.length);
            convolution.values(out.values(), at);
            out.endStream(x.row(b));
        }
        operations = convolution.takeOperations();
    }

    @Override
    public Optional<FusedStep> fusedWith(Layer next) {
        return next.comparedWith()
                .filter(t -> t.length == 1 || t.length == spec.channels())
                .map(t -> new Fused(t, 1));
    }

    /** The convolution, the comparison of its outputs with thresholds, and the pooling of these spikes by max. */
    private final class Fused implements FusedStep {
        private final float[] thresholds;
        private final ConvolutionSpikes spikes;
        private long spiked;

        /**
         * A step.
         *
         * @param side of the squares pooled, 1 for none
         */
        Fused(float[] thresholds, int side) {
            this.thresholds = thresholds;
            spikes = new ConvolutionSpikes(convolution, thresholds, side);
        }

        @Override
        public void step(FrameGroup x, FrameGroup out) {
            out.clear();
            for (int b = 0; b < x.streams(); b++) {
                convolution.add(x, b);
                spikes.emit(out);
                out.endStream(x.row(b));
            }
            operations = convolution.takeOperations();
            spiked = spikes.takeSpikes();
        }

        /** Squares must cover the image: an output in none of them is a spike that nothing would look at. */
        @Override
        public Optional<FusedStep> fusedWith(Layer next) {
            Image image = spec.shape().out();
            int side = next.largestOfSquares().orElse(1);
            boolean covered = image.height() % side == 0 && image.width() % side == 0;
            return spikes.side() == 1 && side > 1 && covered
                    ? Optional.of(new Fused(thresholds, side))
                    : Optional.empty();
        }

        @Override
        public long spikes() {
            return spiked;
        }
    }

    /** Of the last step. */
    @Override
    public long inputOperations(FrameGroup x) {
        return operations;
    }

    @Override
    public float[] membranes(LayerState state, FrameGroup out) {
        return out.values();
    }

    @Override
    public int membraneStart(LayerState state, FrameGroup out, int b) {
        return out.start(b);
    }
}
