package org.spikelink.core.kernel.slstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.model.Reset;

/** The kernel against the equations in double precision; one step, so that no spike amplifies a rounding. */
final class KernelAccuracyTest {

    @ParameterizedTest
    @EnumSource(Reset.class)
    void oneStepIsTheEquationsOfTheDesign(Reset reset) {
        for (long seed = 0; seed < 80; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomLayer layer = withReset(RandomLayer.of(random, 1), reset);
            float[] syn = layer.state(3);
            float[] mem = layer.state(0.9f);
            int[] indices = layer.indices();
            float[] values = layer.values(indices.length);
            double[][] expected = exact(layer.weights(), indices, values, syn, mem);

            LayerState state = new LayerState(Models.slstm(1, syn.length).state());
            state.load(0, SlstmSpec.SYN, syn, 0);
            state.load(0, SlstmSpec.MEM, mem, 0);
            FrameGroup frame = new FrameGroup();
            RandomLayer.fill(frame, indices, values, 0);
            SlstmKernel.of(KernelChoice.ofThisJvm().kind(), layer.weights()).step(frame, state);

            int at = state.offset(0);
            for (int j = 0; j < syn.length; j++) {
                assertThat((double) state.values(SlstmSpec.SYN)[at + j])
                        .as("syn %d, seed %d", j, seed)
                        .isCloseTo(expected[0][j], within(1e-5));
                assertThat((double) state.values(SlstmSpec.MEM)[at + j])
                        .as("mem %d, seed %d", j, seed)
                        .isCloseTo(expected[1][j], within(1e-5));
            }
        }
    }

    private static RandomLayer withReset(RandomLayer layer, Reset reset) {
        GateWeights w = layer.weights();
        return new RandomLayer(
                new GateWeights(
                        w.inputs(),
                        w.hidden(),
                        w.weightIh(),
                        w.weightHh(),
                        w.bias(),
                        w.threshold(),
                        reset),
                layer.random());
    }

    private static double[][] exact(
            GateWeights w, int[] indices, float[] values, float[] syn, float[] mem) {
        int hidden = w.hidden();
        double[] newSyn = new double[hidden];
        double[] newMem = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            double i = sigmoid(row(w, j, indices, values, mem));
            double f = sigmoid(row(w, hidden + j, indices, values, mem));
            double g = Math.tanh(row(w, 2 * hidden + j, indices, values, mem));
            double o = sigmoid(row(w, 3 * hidden + j, indices, values, mem));
            newSyn[j] = f * syn[j] + i * g;
            newMem[j] = o * Math.tanh(newSyn[j]);
            if (mem[j] > w.threshold()[j]) {
                newMem[j] =
                        switch (w.reset()) {
                            case NONE -> newMem[j];
                            case SUBTRACT -> newMem[j] - w.threshold()[j];
                            case ZERO -> 0;
                        };
            }
        }
        return new double[][] {newSyn, newMem};
    }

    private static double row(GateWeights w, int row, int[] indices, float[] values, float[] mem) {
        double sum = w.bias()[row];
        for (int n = 0; n < indices.length; n++) {
            sum += (double) values[n] * w.weightIh()[row * w.inputs() + indices[n]];
        }
        for (int k = 0; k < w.hidden(); k++) {
            sum += (double) mem[k] * w.weightHh()[row * w.hidden() + k];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
