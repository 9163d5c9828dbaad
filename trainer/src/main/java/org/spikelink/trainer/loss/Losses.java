package org.spikelink.trainer.loss;

import java.util.List;
import org.spikelink.trainer.data.item.LabelledSequence;

/** A weighted sum of losses with class weights; for a batch, sum(weight loss) / sum(weight). */
public final class Losses {
    private final List<LossTerm> terms;
    private final double[] classWeights; // [C]
    private final double smoothing;

    /**
     * @param terms summed with their weights
     * @param classWeights of each class, empty for equal weights
     * @param smoothing of labels in cross entropies, 0..1
     * @param classes C
     * @param population outputs per class
     * @param spikes whether the last layer spikes
     */
    public Losses(
            List<LossTerm> terms,
            List<Double> classWeights,
            double smoothing,
            int classes,
            int population,
            boolean spikes) {
        this.terms = List.copyOf(terms);
        this.smoothing = smoothing;
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
                    "loss %s is on spikes, which a linear output layer does not have"
                            .formatted(kind));
        }
        if (kind.temporal() && population != 1) {
            throw new IllegalArgumentException(
                    "loss %s needs population 1 (got %d)".formatted(kind, population));
        }
    }

    /**
     * Rejects a sequence whose labels do not fit the losses.
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
                        "%s: loss %s needs one label for the sequence (got one per step)"
                                .formatted(s.name(), term.kind()));
            }
        }
    }

    /** The contribution of the steps {@code from..to} of a sequence to the divisors. */
    public LossWeights weights(LabelledSequence s, int from, int to) {
        double steps = 0;
        for (int t = from; t < to; t++) {
            steps += s.share() * weight(label(s, t)) + (1 - s.share()) * weight(s.other());
        }
        return new LossWeights(
                s.share() * weight(s.labels()[0]) + (1 - s.share()) * weight(s.other()), steps);
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
     * @param from first step of {@code o} within the sequence
     * @param share of {@code o} in a loss over the whole sequence, if it is only a part of it
     * @param all divisors of the batch
     * @return its part of the batch's loss
     */
    public double add(ClassOutputs o, LabelledSequence s, int from, double share, LossWeights all) {
        double loss = 0;
        for (LossTerm term : terms) {
            if (term.kind().perStep()) {
                loss += eachStep(term, o, s, from, all.steps());
            } else {
                double scale = term.weight() * share / all.sequences();
                loss += whole(term, o, s.labels()[0], s.share() * scale);
                loss += whole(term, o, s.other(), (1 - s.share()) * scale);
            }
        }
        return loss;
    }

    /** The loss against one label of the sequence; 0 without the label. */
    private double whole(LossTerm term, ClassOutputs o, int label, double scale) {
        double weight = scale * weight(label);
        return weight > 0 ? WholeSequence.of(term, o, label, smoothing, weight) : 0;
    }

    private double eachStep(
            LossTerm term, ClassOutputs o, LabelledSequence s, int from, double all) {
        boolean onMembrane = term.kind().onMembrane();
        double loss = 0;
        for (int t = 0; t < o.steps(); t++) {
            double scale = term.weight() / all;
            loss += step(onMembrane, o, t, label(s, from + t), s.share() * scale);
            loss += step(onMembrane, o, t, s.other(), (1 - s.share()) * scale);
        }
        return loss;
    }

    private double step(boolean onMembrane, ClassOutputs o, int t, int label, double scale) {
        double weight = scale * weight(label);
        return weight > 0
                ? CrossEntropy.of(
                        onMembrane ? o.mem() : o.spk(),
                        t * o.classes(),
                        o.classes(),
                        label,
                        smoothing,
                        weight,
                        onMembrane ? o.memGradients() : o.spkGradients())
                : 0;
    }
}
