package org.spikelink.trainer.loss;

/** Losses on the step of each class's first spike; the last step if there is none. */
final class FirstSpikes {
    private FirstSpikes() {}

    /** CE of the negated step. */
    static double crossEntropy(ClassOutputs o, int label, double smoothing, double scale) {
        int[] first = first(o);
        float[] logits = new float[o.classes()];
        for (int c = 0; c < logits.length; c++) {
            logits[c] = -first[c];
        }
        float[] gradient = new float[logits.length];
        double loss = CrossEntropy.of(logits, 0, logits.length, label, smoothing, scale, gradient);
        for (int c = 0; c < gradient.length; c++) {
            gradient[c] = -gradient[c]; // gradient of the step; the logit is the negated step
        }
        send(o, first, gradient);
        return loss;
    }

    /** Mean over classes of ((step - target) / T)^2, targets being shares of the last step. */
    static double squaredError(ClassOutputs o, int label, LossTerm term, double scale) {
        int[] first = first(o);
        float[] gradient = new float[first.length];
        double loss = 0;
        for (int c = 0; c < first.length; c++) {
            double target = (c == label ? term.on() : term.off()) * (o.steps() - 1);
            double error = (first[c] - target) / o.steps();
            loss += scale * error * error / first.length;
            gradient[c] = (float) (scale * 2 * error / o.steps() / first.length);
        }
        send(o, first, gradient);
        return loss;
    }

    private static int[] first(ClassOutputs o) {
        int[] first = new int[o.classes()];
        for (int c = 0; c < first.length; c++) {
            while (first[c] < o.steps() - 1 && o.spk()[first[c] * o.classes() + c] == 0) {
                first[c]++;
            }
        }
        return first;
    }

    /** An earlier spike is a smaller step, so the spike receives the negated gradient. */
    private static void send(ClassOutputs o, int[] first, float[] gradient) {
        for (int c = 0; c < first.length; c++) {
            o.spkGradients()[first[c] * o.classes() + c] -= gradient[c];
        }
    }
}
