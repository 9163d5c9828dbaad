package org.spikelink.core.bits;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.kernel.conv2d.Conv2dLayer;
import org.spikelink.core.kernel.leaky.LeakyLayer;
import org.spikelink.core.kernel.pool2d.Pool2dLayer;
import org.spikelink.core.layer.FusedStep;
import org.spikelink.core.layer.LayerState;

/** An {@link ImageCase} on its way on one kernel, its layers fused where they can be, or not. */
final class ImageRun {
    /** What steps with the convolution as one. */
    enum Fused {
        NONE,
        NEURONS,
        POOLING
    }

    private final Conv2dLayer conv;
    private final LeakyLayer leaky;
    private final Pool2dLayer pool;
    private final FusedStep fused; // or null
    private final boolean poolsFused;
    private final LayerState state;
    final FrameGroup values = new FrameGroup();
    final FrameGroup spk = new FrameGroup();
    final FrameGroup pooled = new FrameGroup();

    ImageRun(ImageCase c, KernelChoice.Kind kernel, Fused fuses) {
        conv = c.convLayer(kernel);
        leaky = c.leakyLayer(kernel);
        pool = c.poolLayer();
        Optional<FusedStep> neurons =
                fuses == Fused.NONE ? Optional.empty() : conv.fusedWith(leaky);
        Optional<FusedStep> pooling =
                fuses == Fused.POOLING ? neurons.flatMap(f -> f.fusedWith(pool)) : Optional.empty();
        fused = pooling.or(() -> neurons).orElse(null);
        poolsFused = pooling.isPresent();
        state = new LayerState(c.leaky().state());
        state.reserve(c.streams());
    }

    boolean isFused() {
        return fused != null;
    }

    boolean poolsFused() {
        return poolsFused;
    }

    /** Spikes of the neurons in the last step. */
    long spikes() {
        return fused == null ? spk.inputs() : fused.spikes();
    }

    void step(FrameGroup x) {
        if (fused == null) {
            conv.step(x, state, values);
            leaky.step(values, state, spk);
        } else {
            fused.step(x, poolsFused ? pooled : spk);
        }
        if (!poolsFused) {
            pool.step(spk, state, pooled);
        }
    }

    long operations(FrameGroup x) {
        return conv.inputOperations(x);
    }

    /** Adds the bits of the outputs of all layers. */
    void addTo(CRC32 crc) {
        add(values, crc);
        add(spk, crc);
        add(pooled, crc);
        for (int bits : isFused() ? new int[0] : membranes()) {
            crc.update(ByteBuffer.allocate(4).putInt(bits).flip());
        }
    }

    /** The bits of the neurons' membranes in the last step, stream by stream; not where fused. */
    int[] membranes() {
        float[] mem = leaky.membranes(state, spk);
        int[] bits = new int[spk.streams() * leaky.outputs()];
        for (int n = 0; n < bits.length; n++) {
            int at = leaky.membraneStart(state, spk, n / leaky.outputs());
            bits[n] = Float.floatToRawIntBits(mem[at + n % leaky.outputs()]);
        }
        return bits;
    }

    private static void add(FrameGroup out, CRC32 crc) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * out.inputs());
        for (int n = 0; n < out.inputs(); n++) {
            bytes.putInt(out.indices()[n]).putInt(Float.floatToRawIntBits(out.values()[n]));
        }
        crc.update(bytes.flip());
    }
}
