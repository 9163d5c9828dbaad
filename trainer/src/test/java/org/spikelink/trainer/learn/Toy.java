package org.spikelink.trainer.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.spikelink.core.kernel.Reset;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.trainer.data.LabelledSequence;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;

/** Small networks and sequences to learn from. */
final class Toy {
    private Toy() {}

    static LayerSpec.Slstm slstm(int inputs, int hidden) {
        return new LayerSpec.Slstm(inputs, hidden, Reset.NONE, false, null, false, null);
    }

    /** As many classes as the last layer's outputs make with the population. */
    static ModelDocument document(ReadoutSpec.Kind kind, int population, LayerSpec... layers) {
        int classes = layers[layers.length - 1].outputs() / population;
        return new ModelDocument(
                "toy",
                "1",
                IntStream.range(0, classes).mapToObj(c -> "class " + c).toList(),
                new InputSpec.Samples(layers[0].inputs(), 1000),
                List.of(layers),
                new ReadoutSpec(kind, population),
                new DecisionSpec(10, 10, false),
                null);
    }

    static ModelDocument spiking(int inputs, int hidden, int classes) {
        return document(
                ReadoutSpec.Kind.SPIKE_COUNT, 1, slstm(inputs, hidden), slstm(hidden, classes));
    }

    /** A loss that looks at what the last layer has. */
    static List<LossTerm> lossesFor(ModelDocument document) {
        LayerSpec last = document.layers().get(document.layers().size() - 1);
        boolean spikes = last instanceof LayerSpec.Slstm;
        return List.of(LossTerm.of(spikes ? LossKind.CE_COUNT : LossKind.CE_MAX_MEMBRANE));
    }

    /** Sequences in which the class's share of the inputs is active more often. */
    static List<LabelledSequence> sequences(
            int count, int inputs, int classes, int shortest, int longest, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LabelledSequence> sequences = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            int label = n % classes;
            int steps = random.nextInt(shortest, longest + 1);
            sequences.add(sequence("toy " + n, random, inputs, classes, steps, label));
        }
        return sequences;
    }

    private static LabelledSequence sequence(
            String name, SplittableRandom random, int inputs, int classes, int steps, int label) {
        int[] ends = new int[steps];
        List<Integer> indices = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            for (int c = 0; c < inputs; c++) {
                double rate = c * classes / inputs == label ? 0.6 : 0.1;
                if (random.nextDouble() < rate) {
                    indices.add(c);
                }
            }
            ends[t] = indices.size();
        }
        float[] values = new float[indices.size()];
        for (int n = 0; n < values.length; n++) {
            values[n] = random.nextInt(1, 3);
        }
        return new LabelledSequence(
                name, ends, indices.stream().mapToInt(c -> c).toArray(), values, new int[] {label});
    }
}
