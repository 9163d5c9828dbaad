package org.spikelink.trainer.loss;

/**
 * Losses of a sequence with one label. Each adds {@code scale} times its gradient and returns {@code scale} times its
 * value.
 */
final class WholeSequence {
    private WholeSequence() {}

    static double of(LossTerm term, ClassOutputs o, int label, double smoothing, double scale) {
        return switch (term.kind()) {
            case CE_RATE -> rate(o, label, smoothing, scale);
            case CE_COUNT -> count(o, label, smoothing, scale);
            case MSE_COUNT -> squaredCount(o, label, term, scale);
            case CE_MAX_MEMBRANE -> maxMembrane(o, label, smoothing, scale);
            case CE_MEAN_MEMBRANE -> meanMembrane(o, label, smoothing, scale);
            case MSE_MEMBRANE -> squaredMembrane(o, label, term, scale);
            case CE_TEMPORAL -> FirstSpikes.crossEntropy(o, label, smoothing, scale);
            case MSE_TEMPORAL -> FirstSpikes.squaredError(o, label, term, scale);
            case CE_PER_STEP, CE_PER_STEP_MEMBRANE ->
                    throw new IllegalArgumentException(term.kind() + " is a loss of each step");
        };
    }

    private static double rate(ClassOutputs o, int label, double smoothing, double scale) {
        double loss = 0;
        for (int t = 0; t < o.steps(); t++) {
            loss +=
                    CrossEntropy.of(
                            o.spk(),
                            t * o.classes(),
                            o.classes(),
                            label,
                            smoothing,
                            scale / o.steps(),
                            o.spkGradients());
        }
        return loss;
    }

    private static double count(ClassOutputs o, int label, double smoothing, double scale) {
        float[] gradient = new float[o.classes()];
        double loss =
                CrossEntropy.of(o.counts(), 0, o.classes(), label, smoothing, scale, gradient);
        o.addToAllSteps(gradient);
        return loss;
    }

    private static double squaredCount(ClassOutputs o, int label, LossTerm term, double scale) {
        float[] counts = o.counts();
        float[] gradient = new float[counts.length];
        double loss = 0;
        for (int c = 0; c < counts.length; c++) {
            int target = (int) (o.steps() * o.population() * (c == label ? term.on() : term.off()));
            double error = counts[c] - target;
            double share = scale / counts.length / o.steps();
            loss += share * error * error;
            gradient[c] = (float) (2 * share * error);
        }
        o.addToAllSteps(gradient);
        return loss;
    }

    private static double maxMembrane(ClassOutputs o, int label, double smoothing, double scale) {
        int[] at = new int[o.classes()];
        float[] largest = new float[o.classes()];
        for (int c = 0; c < largest.length; c++) {
            at[c] = c;
            for (int n = c; n < o.steps() * o.classes(); n += o.classes()) {
                at[c] = o.mem()[n] > o.mem()[at[c]] ? n : at[c];
            }
            largest[c] = o.mem()[at[c]];
        }
        float[] gradient = new float[largest.length];
        double loss =
                CrossEntropy.of(largest, 0, largest.length, label, smoothing, scale, gradient);
        for (int c = 0; c < gradient.length; c++) {
            o.memGradients()[at[c]] += gradient[c];
        }
        return loss;
    }

    private static double meanMembrane(ClassOutputs o, int label, double smoothing, double scale) {
        int classes = o.classes();
        float[] mean = new float[classes];
        for (int c = 0; c < classes; c++) {
            double sum = 0;
            for (int t = 0; t < o.steps(); t++) {
                sum += o.mem()[t * classes + c];
            }
            mean[c] = (float) (sum / o.steps());
        }
        float[] gradient = new float[classes];
        double loss = CrossEntropy.of(mean, 0, classes, label, smoothing, scale, gradient);
        for (int n = 0; n < o.steps() * classes; n++) {
            o.memGradients()[n] += gradient[n % classes] / o.steps();
        }
        return loss;
    }

    private static double squaredMembrane(ClassOutputs o, int label, LossTerm term, double scale) {
        double loss = 0;
        double share = scale / o.steps() / o.classes();
        for (int n = 0; n < o.steps() * o.classes(); n++) {
            double target = n % o.classes() == label ? term.on() : term.off();
            double error = o.mem()[n] - target;
            loss += share * error * error;
            o.memGradients()[n] += (float) (2 * share * error);
        }
        return loss;
    }
}
