package org.spikelink.trainer.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.learn.LayerActivity;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.loss.Regularization;
import org.spikelink.trainer.optimizer.OptimizerSpec;

/** Compares the learner's gradients with central differences of the same loss in double. */
final class GradientCheck {
    private static final double STEP = 1e-6;
    private static final double SHARE = 3e-4;
    private static final double LEAST = 2e-7;

    private final ModelDocument document;
    private final LearningOptions options;
    private final List<LabelledSequence> batch;
    private final Tape tape = new Tape();
    private final ReferenceNetwork network;
    private final ReferenceLoss loss;

    GradientCheck(
            ModelDocument document,
            LearningOptions options,
            List<LabelledSequence> batch,
            double[][][] drop) {
        this.document = document;
        this.options = options.withOptimizer(new OptimizerSpec.Sgd(0, 0));
        this.batch = batch;
        network = new ReferenceNetwork(document, tape, drop);
        loss = new ReferenceLoss(options.classWeights(), tape);
    }

    /** Returns the largest gradient, so that a test can see that there is one. */
    double run(long seed) {
        double largest = 0;
        try (Learner learner = Learner.create(document, options, seed)) {
            Map<String, double[]> parameters = new HashMap<>();
            learner.unfolded().forEach((name, t) -> parameters.put(name, doubles(t.values())));
            double actual = learner.update(batch, 0).loss();
            assertThat(actual).as("loss, seed %d", seed).isCloseTo(value(parameters), within(1e-5));
            for (LayerActivity layer : learner.activity()) {
                assertThat(layer.mean())
                        .as("rate of %s, seed %d", layer, seed)
                        .isBetween(0.02, 0.98);
            }
            Map<String, double[]> gradients = new HashMap<>();
            learner.gradients().forEach((name, t) -> gradients.put(name, doubles(t.values())));
            for (Map.Entry<String, double[]> entry : gradients.entrySet()) {
                String what = entry.getKey() + ", seed " + seed;
                double[] values = parameters.get(entry.getKey());
                largest = Math.max(largest, compare(what, values, entry.getValue(), parameters));
            }
        }
        return largest;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int n = 0; n < values.length; n++) {
            doubles[n] = values[n];
        }
        return doubles;
    }

    private double compare(
            String what, double[] values, double[] gradients, Map<String, double[]> parameters) {
        double[] expected = new double[values.length];
        double largest = 0;
        for (int n = 0; n < values.length; n++) {
            double value = values[n];
            values[n] = value + STEP;
            double above = value(parameters);
            values[n] = value - STEP;
            expected[n] = (above - value(parameters)) / (2 * STEP);
            values[n] = value;
            largest = Math.max(largest, Math.abs(expected[n]));
        }
        for (int n = 0; n < values.length; n++) {
            assertThat(gradients[n])
                    .as("gradient of %s [%d]", what, n)
                    .isCloseTo(expected[n], within(SHARE * largest + LEAST));
        }
        return largest;
    }

    private double value(Map<String, double[]> parameters) {
        tape.rewind();
        double[] divisors =
                options.losses().stream().mapToDouble(t -> loss.divisor(t, batch)).toArray();
        double sum = 0;
        double[][] spikes = new double[document.layers().size()][];
        int steps = 0;
        ReferenceNetwork.Outputs[][] all = network.run(batch, parameters);
        for (int b = 0; b < all.length; b++) {
            LabelledSequence s = batch.get(b);
            ReferenceNetwork.Outputs[] outputs = all[b];
            steps += s.steps();
            ReferenceNetwork.Outputs last = outputs[outputs.length - 1];
            int population = document.readout().population();
            double[][] spk = byClass(last.passed(), population);
            double[][] mem = byClass(last.mem(), population);
            for (int n = 0; n < divisors.length; n++) {
                LossTerm term = options.losses().get(n);
                sum += term.weight() * loss.of(term, s, spk, mem, population) / divisors[n];
            }
            for (int n = 0; n < outputs.length; n++) {
                spikes[n] = add(spikes[n], outputs[n].passed());
            }
        }
        return sum + regularized(spikes, steps);
    }

    private static double[][] byClass(double[][] outputs, int population) {
        double[][] classes = new double[outputs.length][outputs[0].length / population];
        for (int t = 0; t < outputs.length; t++) {
            for (int j = 0; j < outputs[t].length; j++) {
                classes[t][j / population] += outputs[t][j];
            }
        }
        return classes;
    }

    private static double[] add(double[] sum, double[][] outputs) {
        double[] to = sum == null ? new double[outputs[0].length] : sum;
        for (double[] step : outputs) {
            for (int j = 0; j < to.length; j++) {
                to[j] += step[j];
            }
        }
        return to;
    }

    private double regularized(double[][] spikes, int steps) {
        Regularization r = options.regularization();
        double sum = 0;
        for (int n = 0; n < spikes.length; n++) {
            boolean covered = document.layers().get(n).spikes() && r.covers(n);
            for (int j = 0; covered && j < spikes[n].length; j++) {
                double rate = spikes[n][j] / steps;
                double outside = Math.max(0, rate - r.high()) + Math.max(0, r.low() - rate);
                sum += r.l1Rate() * spikes[n][j];
                sum += r.band() * outside * outside / spikes[n].length;
            }
        }
        return sum;
    }
}
