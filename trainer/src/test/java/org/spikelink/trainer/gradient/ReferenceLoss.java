package org.spikelink.trainer.gradient;

import java.util.List;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.loss.LossTerm;

/** Losses in double, of outputs by class [T][C]; the steps of first spikes and of largest values are held. */
final class ReferenceLoss {
    private final List<Double> classWeights;
    private final Tape tape;

    ReferenceLoss(List<Double> classWeights, Tape tape) {
        this.classWeights = classWeights;
        this.tape = tape;
    }

    /** What the losses of a batch are divided by. */
    double divisor(LossTerm term, List<LabelledSequence> batch) {
        double sum = 0;
        for (LabelledSequence s : batch) {
            for (int t = 0; t < (term.kind().perStep() ? s.steps() : 1); t++) {
                sum += weight(label(s, t));
            }
        }
        return sum;
    }

    private static int label(LabelledSequence s, int t) {
        return s.labels()[s.isPerStep() ? t : 0];
    }

    private double weight(int label) {
        return label < 0 ? 0 : classWeights.isEmpty() ? 1 : classWeights.get(label);
    }

    /** One sequence's part, times its class weights. */
    double of(LossTerm term, LabelledSequence s, double[][] spk, double[][] mem, int population) {
        int label = label(s, 0);
        int steps = spk.length;
        double w = term.kind().perStep() ? 1 : weight(label);
        return w
                * switch (term.kind()) {
                    case CE_RATE -> each(spk, s, false) / steps;
                    case CE_PER_STEP -> each(spk, s, true);
                    case CE_PER_STEP_MEMBRANE -> each(mem, s, true);
                    case CE_COUNT -> crossEntropy(counts(spk), label);
                    case MSE_COUNT -> squaredCount(term, counts(spk), label, steps, population);
                    case CE_MAX_MEMBRANE -> crossEntropy(largest(mem), label);
                    case CE_MEAN_MEMBRANE -> crossEntropy(mean(mem), label);
                    case MSE_MEMBRANE -> squaredMembrane(term, mem, label);
                    case CE_TEMPORAL -> crossEntropy(negative(first(spk)), label);
                    case MSE_TEMPORAL -> squaredTime(term, first(spk), label, steps);
                };
    }

    private double each(double[][] x, LabelledSequence s, boolean weighted) {
        double sum = 0;
        for (int t = 0; t < x.length; t++) {
            int label = label(s, t);
            if (label >= 0) {
                sum += (weighted ? weight(label) : 1) * crossEntropy(x[t], label);
            }
        }
        return sum;
    }

    private static double crossEntropy(double[] x, int label) {
        double sum = 0;
        for (double value : x) {
            sum += Math.exp(value);
        }
        return Math.log(sum) - x[label];
    }

    private static double[] counts(double[][] spk) {
        double[] counts = new double[spk[0].length];
        for (double[] step : spk) {
            for (int c = 0; c < counts.length; c++) {
                counts[c] += step[c];
            }
        }
        return counts;
    }

    private static double squaredCount(
            LossTerm term, double[] counts, int label, int steps, int population) {
        double sum = 0;
        for (int c = 0; c < counts.length; c++) {
            int target = (int) (steps * population * (c == label ? term.on() : term.off()));
            sum += (counts[c] - target) * (counts[c] - target);
        }
        return sum / counts.length / steps;
    }

    private static double squaredMembrane(LossTerm term, double[][] mem, int label) {
        double sum = 0;
        for (double[] step : mem) {
            for (int c = 0; c < step.length; c++) {
                double error = step[c] - (c == label ? term.on() : term.off());
                sum += error * error / step.length / mem.length;
            }
        }
        return sum;
    }

    private static double[] mean(double[][] mem) {
        double[] mean = counts(mem);
        for (int c = 0; c < mean.length; c++) {
            mean[c] /= mem.length;
        }
        return mean;
    }

    private double[] largest(double[][] mem) {
        double[] largest = new double[mem[0].length];
        for (int c = 0; c < largest.length; c++) {
            int at = 0;
            for (int t = 1; t < mem.length; t++) {
                at = mem[t][c] > mem[at][c] ? t : at;
            }
            largest[c] = mem[tape.held(at)][c];
        }
        return largest;
    }

    /** The step of the first spike, one step earlier for each unit that its spike grows by. */
    private double[] first(double[][] spk) {
        double[] first = new double[spk[0].length];
        for (int c = 0; c < first.length; c++) {
            int at = 0;
            while (at < spk.length - 1 && spk[at][c] < 0.5) {
                at++;
            }
            at = tape.held(at);
            first[c] = at - (spk[at][c] - tape.held(spk[at][c]));
        }
        return first;
    }

    private static double[] negative(double[] values) {
        double[] negative = values.clone();
        for (int c = 0; c < negative.length; c++) {
            negative[c] = -negative[c];
        }
        return negative;
    }

    private static double squaredTime(LossTerm term, double[] first, int label, int steps) {
        double sum = 0;
        for (int c = 0; c < first.length; c++) {
            double target = (c == label ? term.on() : term.off()) * (steps - 1);
            double error = (first[c] - target) / steps;
            sum += error * error / first.length;
        }
        return sum;
    }
}
