package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.optimizer.OptimizerSpec;

final class TruncationTest {
    private static final ModelDocument DOCUMENT = Toy.spiking(20, 12, 3);
    private static final List<LabelledSequence> BATCH = Toy.sequences(11, 20, 3, 5, 12, 4);
    private static final LearningOptions OPTIONS =
            LearningOptions.DEFAULTS.withOptimizer(new OptimizerSpec.Sgd(0, 0));

    @ParameterizedTest
    @CsvSource({"12, false", "12, true", "40, false", "40, true"})
    void aChunkAsLongAsTheLongestSequenceIsBptt(int steps, boolean accumulate) {
        assertThat(learned(OPTIONS.withTruncation(new Truncation(steps, accumulate))))
                .isEqualTo(learned(OPTIONS));
    }

    @Test
    void eachChunkIsAnUpdate() {
        try (Learner learner =
                Learner.create(DOCUMENT, OPTIONS.withTruncation(new Truncation(5, false)), 1)) {
            learner.update(BATCH, 0.1);
            assertThat(learner.updates()).isEqualTo(3);
        }
    }

    @Test
    void accumulatedChunksAreOneUpdateOnTheLossOfWholeSequences() {
        Truncation chunks = new Truncation(5, true);
        try (Learner learner = Learner.create(DOCUMENT, OPTIONS.withTruncation(chunks), 1);
                Learner whole = Learner.create(DOCUMENT, OPTIONS, 1)) {
            double loss = learner.update(BATCH, 0.1).loss();
            assertThat(learner.updates()).isEqualTo(1);
            assertThat(loss).isCloseTo(whole.update(BATCH, 0.1).loss(), within(1e-6));
        }
    }

    @Test
    void accumulatedGradientsAreTheSumOfThoseOfChunksThatBeginWhereTheLastOneEnded() {
        LabelledSequence sequence = BATCH.get(0);
        Truncation chunks = new Truncation(3, true);
        try (Learner learner = Learner.create(DOCUMENT, OPTIONS.withTruncation(chunks), 1)) {
            Trace trace = learner.trace(sequence);
            Map<String, Tensor> tensors = learner.tensors();
            learner.update(List.of(sequence), 0);
            Map<String, Tensor> accumulated = learner.gradients();

            Map<String, double[]> sums = new TreeMap<>();
            for (int from = 0; from < sequence.steps(); from += 3) {
                int to = Math.min(from + 3, sequence.steps());
                double weight = (to - from) / (double) sequence.steps();
                Map<String, Tensor> began = beginningAt(from, tensors, trace);
                add(weight, gradients(began, chunk(sequence, from, to)), sums);
            }

            assertThat(sequence.steps()).isGreaterThan(3);
            accumulated.forEach(
                    (name, gradient) ->
                            assertThat(Values.list(gradient.values()))
                                    .as(name)
                                    .usingElementComparator(TruncationTest::nearly)
                                    .isEqualTo(floats(sums.get(name))));
            assertThat(accumulated.get("layers.0.weight_hh").values())
                    .as("not those of whole sequences")
                    .isNotEqualTo(gradients(tensors, sequence).get("layers.0.weight_hh").values());
        }
    }

    private static int nearly(float a, float b) {
        return Math.abs(a - b) <= 1e-7 + 1e-5 * Math.abs(b) ? 0 : Float.compare(a, b);
    }

    /** Weights whose initial state is the one before step {@code from}. */
    private static Map<String, Tensor> beginningAt(
            int from, Map<String, Tensor> tensors, Trace trace) {
        Map<String, Tensor> began = new TreeMap<>(tensors);
        for (int n = 0; n < trace.layers().size(); n++) {
            Trace.Layer layer = trace.layers().get(n);
            began.put(
                    "layers." + n + ".syn_0",
                    before(from, layer.state().get("syn"), layer.outputs()));
            began.put("layers." + n + ".mem_0", before(from, layer.mem(), layer.outputs()));
        }
        return began;
    }

    private static Tensor before(int from, float[] states, int outputs) {
        return Tensor.of(
                from == 0
                        ? new float[outputs]
                        : Arrays.copyOfRange(states, (from - 1) * outputs, from * outputs));
    }

    private static LabelledSequence chunk(LabelledSequence s, int from, int to) {
        int first = s.start(from);
        int[] ends = new int[to - from];
        for (int t = from; t < to; t++) {
            ends[t - from] = s.end(t) - first;
        }
        int end = s.end(to - 1);
        return new LabelledSequence(
                s.name(),
                ends,
                Arrays.copyOfRange(s.indices(), first, end),
                Arrays.copyOfRange(s.values(), first, end),
                s.labels());
    }

    private static Map<String, Tensor> gradients(
            Map<String, Tensor> tensors, LabelledSequence sequence) {
        try (Learner learner = Learner.from(DOCUMENT, tensors, OPTIONS, 1)) {
            learner.update(List.of(sequence), 0);
            return learner.gradients();
        }
    }

    private static void add(
            double weight, Map<String, Tensor> gradients, Map<String, double[]> sums) {
        gradients.forEach(
                (name, gradient) -> {
                    float[] values = gradient.values();
                    double[] sum = sums.computeIfAbsent(name, n -> new double[values.length]);
                    for (int j = 0; j < sum.length; j++) {
                        sum[j] += weight * values[j];
                    }
                });
    }

    private static List<Float> floats(double[] values) {
        return Arrays.stream(values).mapToObj(value -> (float) value).toList();
    }

    @Test
    void statesFlowFromChunkToChunk() {
        Truncation chunks = new Truncation(1, true);
        try (Learner learner = Learner.create(DOCUMENT, OPTIONS.withTruncation(chunks), 1);
                Learner whole = Learner.create(DOCUMENT, OPTIONS, 1)) {
            assertThat(learner.update(BATCH, 0).firingRates())
                    .isEqualTo(whole.update(BATCH, 0).firingRates());
        }
    }

    private static Map<String, List<Float>> learned(LearningOptions options) {
        try (Learner learner = Learner.create(DOCUMENT, options, 1)) {
            learner.update(BATCH, 0.1);
            learner.update(BATCH, 0.1);
            return Values.of(learner.tensors());
        }
    }

    /** Tensors as lists, which compare by value. */
    private static final class Values {
        static Map<String, List<Float>> of(Map<String, Tensor> tensors) {
            return tensors.entrySet().stream()
                    .collect(
                            java.util.stream.Collectors.toMap(
                                    Map.Entry::getKey, e -> list(e.getValue().values())));
        }

        static List<Float> list(float[] values) {
            List<Float> list = new java.util.ArrayList<>();
            for (float value : values) {
                list.add(value);
            }
            return list;
        }
    }
}
