package org.spikelink.tests.benchmarks.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.trainer.data.item.LabelledSequence;

/** A network and sequences of N-MNIST's size: active inputs lie around the middle of the sensor, as digits do. */
record TrainCase(int inputs, int hidden, int classes, int steps, int batch) {
    static final TrainCase NMNIST = new TrainCase(2312, 128, 10, 30, 32);

    private static final int SIDE = 34;
    private static final double ACTIVE = 0.095;
    private static final double SPREAD = 200;

    ModelDocument document() {
        return new ModelDocument(
                "bench",
                "1",
                IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
                new InputSpec.Samples(inputs, 1000),
                List.of(slstm(inputs, hidden), slstm(hidden, classes)),
                new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                new DecisionSpec(steps, steps, true),
                null);
    }

    private static LayerSpec slstm(int inputs, int hidden) {
        return new SlstmSpec(inputs, hidden, Reset.NONE, false, null, false, null);
    }

    List<List<LabelledSequence>> batches(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<LabelledSequence>> batches = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            batches.add(
                    IntStream.range(0, batch)
                            .mapToObj(b -> sequence(random, b % classes))
                            .toList());
        }
        return batches;
    }

    private LabelledSequence sequence(SplittableRandom random, int label) {
        int[] ends = new int[steps];
        int[] indices = new int[steps * inputs];
        int active = 0;
        for (int t = 0; t < steps; t++) {
            for (int c = 0; c < inputs; c++) {
                if (random.nextDouble() < rate(c)) {
                    indices[active++] = c;
                }
            }
            ends[t] = active;
        }
        float[] values = new float[active];
        Arrays.fill(values, 1f);
        return new LabelledSequence(
                "bench", ends, Arrays.copyOf(indices, active), values, new int[] {label});
    }

    private static double rate(int input) {
        double x = input % SIDE - SIDE / 2.0;
        double y = input / SIDE % SIDE - SIDE / 2.0;
        return ACTIVE * Math.exp(-(x * x + y * y) / SPREAD);
    }

    @Override
    public String toString() {
        return inputs + "-" + hidden + "-" + classes + ", T = " + steps + ", batch " + batch;
    }
}
