package org.spikelink.core.bits;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.kernel.slstm.SlstmLayer;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerState;

/** A case on its way on one kernel, its streams stepped together or each alone. */
final class LayerRun {
    private static final int[] SILENT = {};

    private final String name;
    private final SlstmLayer layer;
    private final boolean together;
    private final LayerState state;
    private final SpikeRule rule;
    private final int[][] spikes; // by row, of the last step
    private final int hidden;
    private final FrameGroup one = new FrameGroup();
    private final FrameGroup spk = new FrameGroup();

    static LayerRun together(LayerCase c, KernelChoice.Kind kernel) {
        return new LayerRun(c, kernel, true);
    }

    static LayerRun alone(LayerCase c, KernelChoice.Kind kernel) {
        return new LayerRun(c, kernel, false);
    }

    private LayerRun(LayerCase c, KernelChoice.Kind kernel, boolean together) {
        name = kernel + (together ? " together" : " alone");
        layer = c.layer(kernel);
        state = c.states();
        rule = c.spikeRule();
        hidden = c.shape().hidden();
        spikes = new int[c.shape().streams()][];
        this.together = together;
    }

    void step(FrameGroup x) {
        Arrays.fill(spikes, SILENT);
        if (together) {
            step(x, x.streams());
            return;
        }
        for (int b = 0; b < x.streams(); b++) {
            one.clear();
            for (int n = x.start(b); n < x.end(b); n++) {
                one.add(x.indices()[n], x.values()[n]);
            }
            one.endStream(x.row(b));
            step(one, 1);
        }
    }

    private void step(FrameGroup x, int streams) {
        layer.step(x, state, spk);
        if (spk.streams() != streams) {
            throw new AssertionError(
                    name + " must give " + streams + " streams (got " + spk.streams() + ")");
        }
        for (int b = 0; b < streams; b++) {
            spikes[spk.row(b)] = Arrays.copyOfRange(spk.indices(), spk.start(b), spk.end(b));
        }
    }

    /** The first stream that {@code stepped} and spiked otherwise than the rule says, in words. */
    Optional<String> wrongSpikes(FrameGroup stepped) {
        for (int b = 0; b < stepped.streams(); b++) {
            int row = stepped.row(b);
            int[] expected = rule.spikes(state.values(SlstmSpec.MEM), state.offset(row), hidden);
            if (!Arrays.equals(spikes[row], expected)) {
                return different(row, "the rule", expected);
            }
        }
        return Optional.empty();
    }

    /** The first bit that this run and {@code other} differ in, in words; in streams that did not step as well. */
    Optional<String> differenceFrom(LayerRun other) {
        for (int row = 0; row < spikes.length; row++) {
            int at = state.offset(row);
            int syn =
                    firstDifference(
                            state.values(SlstmSpec.SYN), other.state.values(SlstmSpec.SYN), at);
            if (syn < hidden) {
                return different(
                        "syn",
                        row,
                        syn,
                        state.values(SlstmSpec.SYN),
                        other,
                        other.state.values(SlstmSpec.SYN));
            }
            int mem =
                    firstDifference(
                            state.values(SlstmSpec.MEM), other.state.values(SlstmSpec.MEM), at);
            if (mem < hidden) {
                return different(
                        "mem",
                        row,
                        mem,
                        state.values(SlstmSpec.MEM),
                        other,
                        other.state.values(SlstmSpec.MEM));
            }
            if (!Arrays.equals(spikes[row], other.spikes[row])) {
                return different(row, other.name, other.spikes[row]);
            }
        }
        return Optional.empty();
    }

    private int firstDifference(float[] mine, float[] others, int at) {
        int j = 0;
        while (j < hidden && bits(mine[at + j]) == bits(others[at + j])) {
            j++;
        }
        return j;
    }

    private Optional<String> different(
            String what, int row, int j, float[] mine, LayerRun other, float[] others) {
        int at = state.offset(row) + j;
        return Optional.of(
                String.format(
                        "%s of stream %d, neuron %d: %s %s (%08x), %s %s (%08x)",
                        what,
                        row,
                        j,
                        name,
                        mine[at],
                        bits(mine[at]),
                        other.name,
                        others[at],
                        bits(others[at])));
    }

    private Optional<String> different(int row, String otherName, int[] others) {
        return Optional.of(
                String.format(
                        "spikes of stream %d: %s %s, %s %s",
                        row,
                        name,
                        Arrays.toString(spikes[row]),
                        otherName,
                        Arrays.toString(others)));
    }

    /** Adds the bits of every stream: syn, mem, number of spikes and spikes. */
    void addTo(CRC32 crc) {
        for (int row = 0; row < spikes.length; row++) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * (2 * hidden + 1 + spikes[row].length));
            int at = state.offset(row);
            for (int j = 0; j < hidden; j++) {
                bytes.putInt(bits(state.values(SlstmSpec.SYN)[at + j]))
                        .putInt(bits(state.values(SlstmSpec.MEM)[at + j]));
            }
            bytes.putInt(spikes[row].length);
            for (int neuron : spikes[row]) {
                bytes.putInt(neuron);
            }
            crc.update(bytes.flip());
        }
    }

    int hidden() {
        return hidden;
    }

    /** Spikes of the last step. */
    int spikes() {
        return Arrays.stream(spikes).mapToInt(s -> s.length).sum();
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }
}
