package org.spikelink.trainer.layer.leaky;

import java.util.Arrays;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.layer.Image;
import org.spikelink.trainer.layer.ByChannel;
import org.spikelink.trainer.layer.RowStep;
import org.spikelink.trainer.layer.ShardGradients;
import org.spikelink.trainer.layer.SpikeGate;

/** Leaky neurons without state, which only compare, behind a layer that they are not fused with. */
final class LeakyStep implements RowStep {
    private final SpikeGate gate;
    private final int channels;
    private final int pixels;
    private final float[] mem; // [pixels][channels]
    private final double[] dThreshold;
    private final ByChannel loops;

    LeakyStep(SpikeGate gate, Image in) {
        this.gate = gate;
        channels = in.channels();
        pixels = (int) in.pixels();
        mem = new float[channels * pixels];
        dThreshold = new double[channels];
        loops = new ByChannel(channels);
    }

    @Override
    public void begin(boolean learns) {
        Arrays.fill(dThreshold, 0);
    }

    @Override
    public void forward(FrameGroup x, FrameGroup out) {
        load(x);
        out.clear();
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < pixels; p++) {
                if (mem[p * channels + c] > gate.thresholds()[c]) {
                    out.add(c * pixels + p, 1f);
                }
            }
        }
        out.endStream(0);
    }

    private void load(FrameGroup x) {
        Arrays.fill(mem, 0f);
        for (int n = x.start(0); n < x.end(0); n++) {
            int index = x.indices()[n];
            mem[index % pixels * channels + index / pixels] = x.values()[n];
        }
    }

    @Override
    public void backward(FrameGroup x, float[] dOut, float[] dX, boolean learns, long draw) {
        load(x);
        gate.backward(mem, dOut, mem.length, learns ? dThreshold : null, loops, draw);
        if (dX != null) {
            System.arraycopy(mem, 0, dX, 0, mem.length);
        }
    }

    @Override
    public void end(ShardGradients gradients) {
        gate.write(dThreshold, gradients);
    }
}
