package org.spikelink.trainer.loss;

import java.util.List;
import org.spikelink.trainer.data.LabelledSequence;

/** A weighted sum of losses with class weights: of a batch, sum(weight loss) / sum(weight). */
public final class Losses {
    private final List<LossTerm> terms;
    private final double[] classWeights; // [C]

    /**
     * @param terms summed with their weights
     * @param classWeights of each class, empty for 1
     * @param classes C
     * @param population outputs a class
     * @param spikes whether the last layer spikes
     */
    public Losses(
            List<LossTerm> terms,
            List<Double> classWeights,
            int classes,
            int population,
            boolean spikes) {
        this.terms = List.copyOf(terms);
        if (!classWeights.isEmpty() && classWeights.size() != classes) {
            throw new IllegalArgumentException(
                    "class_weights must name %d classes (got %d)"
                            .formatted(classes, classWeights.size()));
        }
        this.classWeights = new double[classes];
        for (int c = 0; c < classes; c++) {
            this.classWeights[c] = classWeights.isEmpty() ? 1 : classWeights.get(c);
        }
        for (LossTerm term : terms) {
            check(term.kind(), population, spikes);
        }
    }

    private static void check(LossKind kind, int population, boolean spikes) {
        if (!spikes && !kind.onMembrane()) {
            throw new IllegalArgumentException(
                    "loss %s looks at spikes, which a linear layer as the last one has not"
                            .formatted(kind));
        }
        if (kind.temporal() && population != 1) {
            throw new IllegalArgumentException(
                    "loss %s needs population 1 (got %d)".formatted(kind, population));
        }
    }

    /**
     * Refuses what the losses cannot take.
     *
     * @throws IllegalArgumentException naming the sequence
     */
    public void check(LabelledSequence s) {
        for (int label : s.labels()) {
            if (label < LabelledSequence.UNLABELLED || label >= classWeights.length) {
                throw new IllegalArgumentException(
                        "%s: labels must be 0..%d, or %d for none (got %d)"
                                .formatted(
                                        s.name(),
                                        classWeights.length - 1,
                                        LabelledSequence.UNLABELLED,
                                        label));
            }
        }
        for (LossTerm term : terms) {
            if (!term.kind().perStep() && s.isPerStep()) {
                throw new IllegalArgumentException(
                        "%s: loss %s needs one label (got one a step)"
                                .formatted(s.name(), term.kind()));
            }
        }
    }

    /** What the steps {@code from..to} of a sequence add to the divisors. */
    public LossWeights weights(LabelledSequence s, int from, int to) {
        double steps = 0;
        for (int t = from; t < to; t++) {
            steps += weight(label(s, t));
        }
        return new LossWeights(weight(s.labels()[0]), steps);
    }

    private static int label(LabelledSequence s, int t) {
        return s.isPerStep() ? s.labels()[t] : s.labels()[0];
    }

    private double weight(int label) {
        return label == LabelledSequence.UNLABELLED ? 0 : classWeights[label];
    }

    /**
     * Adds the gradients of one sequence to {@code o}.
     *
     * @param from step of the sequence that {@code o} begins at
     * @param share of a loss over the whole sequence, where {@code o} is a part that counts as such
     * @param all divisors of the batch
     * @return its part of the batch's loss
     */
    public double add(ClassOutputs o, LabelledSequence s, int from, double share, LossWeights all) {
        double loss = 0;
        for (LossTerm term : terms) {
            if (term.kind().perStep()) {
                loss += eachStep(term, o, s, from, all.steps());
            } else if (weight(s.labels()[0]) > 0) {
                double scale = term.weight() * share * weight(s.labels()[0]) / all.sequences();
                loss += WholeSequence.of(term, o, s.labels()[0], scale);
            }
        }
        return loss;
    }

    private double eachStep(
            LossTerm term, ClassOutputs o, LabelledSequence s, int from, double all) {
        boolean onMembrane = term.kind().onMembrane();
        double loss = 0;
        for (int t = 0; t < o.steps(); t++) {
            int label = label(s, from + t);
            if (weight(label) > 0) {
                loss +=
                        CrossEntropy.of(
                                onMembrane ? o.mem() : o.spk(),
                                t * o.classes(),
                                o.classes(),
                                label,
                                term.weight() * weight(label) / all,
                                onMembrane ? o.memGradients() : o.spkGradients());
            }
        }
        return loss;
    }
}
