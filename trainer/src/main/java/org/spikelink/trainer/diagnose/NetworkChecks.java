package org.spikelink.trainer.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.experiment.Experiment;
import org.spikelink.trainer.learn.LayerActivity;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.learn.Trace;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.run.RateFinder;
import org.spikelink.trainer.run.TrainingData;
import org.spikelink.trainer.run.Windows;

/** The untrained network on some recordings: spikes, membranes, gradients; then the learning rate. */
final class NetworkChecks {
    private static final int SAMPLE = 64;
    private static final int TRACED = 8;
    private static final double RARE = 0.002;
    private static final double MANY = 0.5;
    private static final double NEARLY_ALL = 0.9;
    private static final double OFTEN = 0.5;
    private static final double NO_GRADIENT = 1e-6;
    private static final double LARGE_GRADIENT = 100;
    private static final double VANISHED = 1e-6;
    private static final double EXPLODED = 1e3;
    private static final double TOO_HIGH = 5;
    private static final double TOO_LOW = 100;

    private final Experiment experiment;
    private final ModelDocument document;
    private final LearningOptions learning;
    private final List<LabelledSequence> sample;
    private final List<Finding> findings = new ArrayList<>();

    private NetworkChecks(Experiment experiment, TrainingData data) {
        this.experiment = experiment;
        document = experiment.document(data, null);
        learning = experiment.learning(data);
        int size = data.training().size();
        int count = Math.min(SAMPLE, size);
        sample =
                IntStream.range(0, count)
                        .mapToObj(n -> data.training().get((int) ((long) n * size / count)))
                        .map(e -> Windows.of(e.sequence(), document.decision()).get(0))
                        .filter(sequence -> sequence.steps() > 0)
                        .toList();
    }

    static List<Finding> of(Experiment experiment, TrainingData data) {
        NetworkChecks checks = new NetworkChecks(experiment, data);
        try (Learner learner =
                Learner.create(checks.document, checks.learning, experiment.options().seed())) {
            learner.fitThresholds(checks.sample);
            checks.spikes(learner);
            if (!learner.fits()) {
                checks.gradients(learner);
                if (checks.document.layers().get(0).type().equals("slstm")) {
                    checks.throughTime();
                }
                checks.rate();
            }
        }
        return checks.findings;
    }

    private void spikes(Learner learner) {
        learner.measure(sample);
        List<LayerActivity> activity = learner.activity();
        double[] largest = largestMembranes(learner);
        for (LayerActivity layer : activity) {
            String name = "layers." + layer.layer();
            float[] thresholds = learner.tensors().get(name + ".threshold").values();
            double lowest =
                    IntStream.range(0, thresholds.length)
                            .mapToDouble(n -> thresholds[n])
                            .min()
                            .orElse(0);
            int neurons = layer.rates().length;
            if (largest[layer.layer()] <= lowest) {
                quantile(
                        name + ": no neuron reaches its threshold",
                        "threshold %.3g, largest membrane %.3g",
                        lowest,
                        largest[layer.layer()]);
            } else if (layer.dead() > NEARLY_ALL * neurons || layer.mean() < RARE) {
                quantile(
                        name + ": most neurons are silent",
                        "%d of %d neurons never spike, %.2g spikes per neuron and step",
                        layer.dead(),
                        neurons,
                        layer.mean());
            } else if (layer.saturated() > MANY * neurons || layer.mean() > OFTEN) {
                quantile(
                        name + ": neurons spike in most steps",
                        "%.2g spikes per neuron and step",
                        layer.mean());
            }
        }
    }

    private void quantile(String what, String figure, Object... values) {
        findings.add(Finding.safe(what, "threshold", "quantile", figure, values));
    }

    private double[] largestMembranes(Learner learner) {
        double[] largest = new double[document.layers().size()];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (LabelledSequence sequence : sample.subList(0, Math.min(TRACED, sample.size()))) {
            List<Trace.Layer> layers = learner.trace(sequence).layers();
            for (int n = 0; n < largest.length; n++) {
                for (float mem : layers.get(n).mem()) {
                    largest[n] = Math.max(largest[n], mem);
                }
            }
        }
        return largest;
    }

    /** Gradients of the weights of each layer, against those of the last. */
    private void gradients(Learner learner) {
        double norm = learner.update(sample, 0).gradientNorm();
        if (!Double.isFinite(norm)) {
            findings.add(
                    Finding.safe(
                            "the gradient is not finite", "surrogate", "atan", "norm %s", norm));
            return;
        }
        if (norm > LARGE_GRADIENT && learning.clipNorm() == 0) {
            findings.add(Finding.safe("gradients are large", "clip", "1", "norm %.3g", norm));
        }
        Map<String, Tensor> gradients = learner.gradients();
        int last = document.layers().size() - 1;
        double top = weightNorm(gradients, last);
        for (int n = 0; n <= last; n++) {
            if (!hasWeights(gradients, n)) {
                continue;
            }
            double own = weightNorm(gradients, n);
            if (own <= NO_GRADIENT * top || own == 0) {
                surrogate("no gradient reaches layers." + n, own, top);
                return;
            }
        }
    }

    private void surrogate(String what, double own, double top) {
        boolean atan =
                experiment.options().network().surrogate().kind().equals("atan")
                        && experiment.options().network().surrogate().arguments().isEmpty();
        findings.add(
                atan
                        ? Finding.safe(
                                what,
                                "threshold",
                                "quantile",
                                "norm %.2g, last layer %.2g",
                                own,
                                top)
                        : Finding.safe(
                                what, "surrogate", "atan", "norm %.2g, last layer %.2g", own, top));
    }

    private static boolean hasWeights(Map<String, Tensor> gradients, int layer) {
        return gradients.keySet().stream().anyMatch(name -> isWeight(name, layer));
    }

    private static boolean isWeight(String name, int layer) {
        return name.startsWith("layers." + layer + ".weight");
    }

    private static double weightNorm(Map<String, Tensor> gradients, int layer) {
        double squares = 0;
        for (Map.Entry<String, Tensor> entry : gradients.entrySet()) {
            if (isWeight(entry.getKey(), layer)) {
                for (float g : entry.getValue().values()) {
                    squares += (double) g * g;
                }
            }
        }
        return Math.sqrt(squares);
    }

    /** The gradient of a loss on the last step, half a recording before. */
    private void throughTime() {
        LayerSpec output = document.layers().get(document.layers().size() - 1);
        LossKind kind = output.spikes() ? LossKind.CE_PER_STEP : LossKind.CE_PER_STEP_MEMBRANE;
        LearningOptions atTheEnd =
                learning.withLosses(List.of(LossTerm.of(kind)))
                        .withDropout(0)
                        .withClassWeights(List.of());
        try (Learner learner = Learner.create(document, atTheEnd, experiment.options().seed())) {
            learner.fitThresholds(sample);
            double sum = 0;
            int half = 0;
            int counted = 0;
            for (LabelledSequence sequence : sample.subList(0, Math.min(TRACED, sample.size()))) {
                double[] norms = learner.gradientThroughTime(lastStepOnly(sequence));
                if (norms.length >= 4 && norms[norms.length - 1] > 0) {
                    half = norms.length / 2;
                    sum +=
                            Math.log10(
                                    norms[norms.length - 1 - half] / norms[norms.length - 1]
                                            + 1e-30);
                    counted++;
                }
            }
            if (counted > 0) {
                throughTime(Math.pow(10, sum / counted), half);
            }
        }
    }

    private void throughTime(double share, int back) {
        String figure = "%.1g of the gradient is left %d steps back";
        if (share < VANISHED) {
            findings.add(
                    Finding.safe(
                            "gradients vanish through time",
                            "forget-spread",
                            "3",
                            figure,
                            share,
                            back));
        } else if (share > EXPLODED) {
            findings.add(
                    Finding.safe(
                            "gradients explode through time",
                            "recurrent-gain",
                            "0.5",
                            figure,
                            share,
                            back));
        }
    }

    private static LabelledSequence lastStepOnly(LabelledSequence sequence) {
        int[] labels = new int[sequence.steps()];
        Arrays.fill(labels, LabelledSequence.UNLABELLED);
        int label = sequence.labels()[sequence.labels().length - 1];
        labels[labels.length - 1] = Math.max(0, label);
        return sequence.withLabels(labels);
    }

    /** The learning rate against a range test, which only says something if the network can learn. */
    private void rate() {
        if (!findings.isEmpty()) {
            return;
        }
        List<RateFinder.Point> points = experiment.rates();
        double rate = experiment.options().training().plan().rate();
        if (points.size() < 3) {
            return;
        }
        double suggested = RateFinder.suggestion(points);
        double lowest =
                points.stream()
                        .min((a, b) -> Double.compare(a.loss(), b.loss()))
                        .orElseThrow()
                        .rate();
        String value = String.format(Locale.ROOT, "%.2g", suggested);
        if (rate > TOO_HIGH * lowest) {
            findings.add(
                    Finding.safe(
                            "the learning rate is high",
                            "lr",
                            value,
                            "lr %.2g, the loss rises from %.2g on",
                            rate,
                            lowest));
        } else if (rate < suggested / TOO_LOW) {
            findings.add(
                    Finding.safe(
                            "the learning rate is low",
                            "lr",
                            value,
                            "lr %.2g, the loss falls fastest at %.2g",
                            rate,
                            suggested));
        }
    }
}
