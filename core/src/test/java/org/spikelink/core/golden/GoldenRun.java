package org.spikelink.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.network.Network;
import org.spikelink.core.network.NetworkState;

/** What a network does with golden inputs, [steps][streams][hidden] of one layer. */
record GoldenRun(int steps, int streams, int hidden, float[] spk, float[] syn, float[] mem) {
    private static final float EXEMPT = 1e-6f;

    /** All streams as one group; rows lie in reverse, so that a mix-up of row and stream shows. */
    static GoldenRun together(Model model, Tensor x, Tensor syn0, Tensor mem0, int layer) {
        int streams = x.shape()[1];
        Network network = new Network(model);
        network.reserve(streams);
        for (int b = 0; b < streams; b++) {
            start(network, streams - 1 - b, syn0, mem0, b);
        }
        GoldenRun run = empty(x, network, layer);
        FrameGroup frame = new FrameGroup();
        for (int t = 0; t < run.steps; t++) {
            frame.clear();
            for (int b = 0; b < streams; b++) {
                fill(frame, x, t, b);
                frame.endStream(streams - 1 - b);
            }
            network.step(frame);
            for (int b = 0; b < streams; b++) {
                run.take(network, layer, t, b, b);
            }
        }
        return run;
    }

    /** Every stream in a network of its own. */
    static GoldenRun alone(Model model, Tensor x, Tensor syn0, Tensor mem0, int layer) {
        GoldenRun run = empty(x, new Network(model), layer);
        for (int b = 0; b < run.streams; b++) {
            Network network = new Network(model);
            start(network, 0, syn0, mem0, b);
            FrameGroup frame = new FrameGroup();
            for (int t = 0; t < run.steps; t++) {
                frame.clear();
                fill(frame, x, t, b);
                frame.endStream(0);
                network.step(frame);
                run.take(network, layer, t, b, 0);
            }
        }
        return run;
    }

    private static GoldenRun empty(Tensor x, Network network, int layer) {
        int steps = x.shape()[0];
        int streams = x.shape()[1];
        int hidden = network.layer(layer).outputs();
        int size = steps * streams * hidden;
        return new GoldenRun(
                steps, streams, hidden, new float[size], new float[size], new float[size]);
    }

    private static void start(Network network, int row, Tensor syn0, Tensor mem0, int b) {
        if (syn0 == null) {
            network.start(row);
            return;
        }
        NetworkState state = network.newState();
        float[] syn = state.values("syn");
        float[] mem = state.values("mem");
        System.arraycopy(syn0.values(), b * syn.length, syn, 0, syn.length);
        System.arraycopy(mem0.values(), b * mem.length, mem, 0, mem.length);
        network.load(row, state);
    }

    private static void fill(FrameGroup frame, Tensor x, int t, int b) {
        int inputs = x.shape()[2];
        for (int c = 0; c < inputs; c++) {
            float value = x.values()[(t * x.shape()[1] + b) * inputs + c];
            if (value != 0) {
                frame.add(c, value);
            }
        }
    }

    private void take(Network network, int layer, int t, int b, int inGroup) {
        int at = (t * streams + b) * hidden;
        FrameGroup out = network.output(layer);
        LayerState state = network.state(layer);
        state.store(out.row(inGroup), SlstmSpec.SYN, syn, at);
        state.store(out.row(inGroup), SlstmSpec.MEM, mem, at);
        for (int n = out.start(inGroup); n < out.end(inGroup); n++) {
            spk[at + out.indices()[n]] = out.values()[n];
        }
    }

    void hasSameBitsAs(GoldenRun other) {
        assertThat(bits(syn)).as("syn").isEqualTo(bits(other.syn));
        assertThat(bits(mem)).as("mem").isEqualTo(bits(other.mem));
        assertThat(bits(spk)).as("spk").isEqualTo(bits(other.spk));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int n = 0; n < bits.length; n++) {
            bits[n] = Float.floatToRawIntBits(values[n]);
        }
        return bits;
    }

    /** Bounds the differences of syn and mem, and demands equal spikes. */
    void isCloseTo(GoldenFile file, String suffix, double tolerance, float[] threshold) {
        isClose(syn, file.values("syn" + suffix), tolerance, "syn" + suffix);
        isClose(mem, file.values("mem" + suffix), tolerance, "mem" + suffix);
        assertThat(exemptedSpikes(file, suffix, threshold)).as("spikes exempted").isZero();
    }

    private static void isClose(float[] actual, float[] expected, double tolerance, String what) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int n = 0; n < actual.length; n++) {
            assertThat((double) actual[n])
                    .as("%s[%d]", what, n)
                    .isCloseTo(expected[n], within(tolerance));
        }
    }

    /** Spikes that may differ because mem is too near the threshold; any other difference fails. */
    private int exemptedSpikes(GoldenFile file, String suffix, float[] threshold) {
        float[] expected = file.values("spk" + suffix);
        float[] expectedMem = file.values("mem" + suffix);
        assertThat(spk).hasSameSizeAs(expected);
        int exempted = 0;
        for (int n = 0; n < spk.length; n++) {
            float limit = threshold[threshold.length == 1 ? 0 : n % hidden];
            if (Math.abs(expectedMem[n] - limit) < EXEMPT) {
                exempted++;
            } else {
                assertThat(spk[n]).as("spk%s[%d]", suffix, n).isEqualTo(expected[n]);
            }
        }
        return exempted;
    }
}
