package org.spikelink.trainer.layer.slstm;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spikelink.trainer.layer.TimeFields;
import org.spikelink.trainer.math.RandomOrder;

/**
 * Initial weights of neurons with {@link TimeFields}. The first neuron is a clock: without inputs, its syn grows by the
 * same amount in each step and reaches 1 at the end of the decision window. All others have one recurrent weight for i,
 * which opens at the first step of the field, and one for o, which closes after its last. Inputs drive g only, and f
 * keeps its bias. The fields of the neurons that have the same input share out the window.
 */
final class TimeFieldWeights {
    private static final int I = 0;
    private static final int F = 1;
    private static final int G = 2;
    private static final int O = 3;
    private static final double ALWAYS_OPEN = 30; // sigmoid of it is 1 in float
    private static final double MARGIN =
            10; // of a gate's pre-activation, one step before and after its change

    private final float[] values; // of all parameters
    private final int inputWeights; // where they start, [X][4H]
    private final int recurrent; // [H][4H]
    private final int bias; // [4H], and a second one that is added to it
    private final int secondBias;
    private final int inputs;
    private final int hidden;
    private final int window;

    /** @param window steps of the decision window */
    TimeFieldWeights(TrainableSlstm layer, int window) {
        values = layer.parameterValues();
        inputWeights = layer.inputWeights().at();
        recurrent = layer.recurrent().at();
        bias = layer.biasIhSlot().at();
        secondBias = layer.biasHhSlot().at();
        inputs = layer.inputs();
        hidden = layer.outputs();
        this.window = window;
    }

    /** Replaces recurrent weights, input weights of i, f and o and biases of i and o. */
    void draw(TimeFields fields, SplittableRandom random) {
        if (window < 2 || fields.longest() > window) {
            throw new IllegalArgumentException(
                    "time-fields must be within a decision window of at least 2 steps (got %d..%d of %d)"
                            .formatted(fields.shortest(), fields.longest(), window));
        }
        for (int c = 0; c < inputs; c++) {
            int row = inputWeights + c * 4 * hidden;
            Arrays.fill(values, row, row + G * hidden, 0f);
            values[row + G * hidden] = 0; // the clock's
            Arrays.fill(values, row + O * hidden, row + 4 * hidden, 0f);
        }
        Arrays.fill(values, recurrent, recurrent + 4 * hidden * hidden, 0f);
        startClock();
        for (int[] neurons : byInput()) {
            // In random order: thresholds at a range of quantiles rise with the neuron's number.
            int[] order = RandomOrder.of(neurons.length, random);
            for (int n = 0; n < neurons.length; n++) {
                int length = random.nextInt(fields.shortest(), fields.longest() + 1);
                double share = (order[n] + random.nextDouble()) / neurons.length;
                int first = (int) (share * (window - length + 1));
                follow(I, neurons[n], first, 1);
                follow(O, neurons[n], first + length, -1);
            }
        }
    }

    /** All neurons but the clock, by the first input that they have: the fields of each group share out the window. */
    private List<int[]> byInput() {
        Map<Integer, List<Integer>> groups =
                IntStream.range(1, hidden)
                        .boxed()
                        .collect(
                                Collectors.groupingBy(
                                        this::firstInput, TreeMap::new, Collectors.toList()));
        return groups.values().stream()
                .map(group -> group.stream().mapToInt(j -> j).toArray())
                .toList();
    }

    private int firstInput(int j) {
        int c = 0;
        while (c < inputs && values[inputWeights + (4 * c + G) * hidden + j] == 0) {
            c++;
        }
        return c;
    }

    private void startClock() {
        double growth = 1.0 / window;
        setBias(I, 0, ALWAYS_OPEN);
        setBias(F, 0, ALWAYS_OPEN);
        setBias(G, 0, 0.5 * Math.log((1 + growth) / (1 - growth))); // tanh of it is the growth
        setBias(O, 0, ALWAYS_OPEN);
    }

    /** Opens a gate of neuron {@code j} at a step, with {@code sign} 1, or closes it, with -1. */
    private void follow(int gate, int j, int step, int sign) {
        double before = fedBack(step - 1);
        double at = fedBack(step);
        double weight = sign * 2 * MARGIN / (at - before);
        values[recurrent + gate * hidden + j] = (float) weight;
        setBias(gate, j, -weight * (before + at) / 2);
    }

    /** The clock's mem that a step sees, tanh of the syn before it. Steps count from 0. */
    private double fedBack(int step) {
        return Math.tanh((double) step / window);
    }

    private void setBias(int gate, int j, double value) {
        values[bias + gate * hidden + j] = (float) value;
        values[secondBias + gate * hidden + j] = 0;
    }
}
