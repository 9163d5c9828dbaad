package org.spikelink.tests.benchmarks.kernel;

import java.util.List;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.kernel.slstm.SlstmLayer;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerState;
import org.spikelink.tests.benchmarks.Rounds;

/** A layer that steps its streams, group after group, spikes collected, as the network does. */
final class LayerRun implements Rounds.Side {
    private static final int STEPS = 4;

    private final SlstmLayer layer;
    private final LayerState state;
    private final List<FrameGroup> frames;
    private final FrameGroup spk = new FrameGroup();
    private final int group;
    private final Repeated repeated;

    LayerRun(KernelCase shape, KernelChoice.Kind kind, double roundNs) {
        layer = new SlstmLayer(shape.spec(), shape.weights(), kind);
        state = new LayerState(shape.spec().state());
        state.reserve(shape.streams());
        frames = shape.frames(STEPS);
        group = shape.group();
        repeated = new Repeated(this::sweep, roundNs);
    }

    /** Every frame once. */
    private void sweep() {
        for (int n = 0; n < frames.size(); n++) {
            layer.step(frames.get(n), state, spk);
        }
    }

    /** ns per stream and step. */
    @Override
    public double measure() {
        return repeated.ns() / frames.size() / group;
    }

    /** Sets all streams to zero and steps each {@value #STEPS} times: syn and mem of all that it leaves. */
    float[][] statesFromZero(int streams) {
        for (int row = 0; row < streams; row++) {
            state.clear(row);
        }
        sweep();
        int hidden = state.neurons();
        float[][] all = new float[2][streams * hidden];
        for (int row = 0; row < streams; row++) {
            state.store(row, SlstmSpec.SYN, all[0], row * hidden);
            state.store(row, SlstmSpec.MEM, all[1], row * hidden);
        }
        return all;
    }
}
