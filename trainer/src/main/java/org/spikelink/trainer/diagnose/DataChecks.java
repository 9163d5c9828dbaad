package org.spikelink.trainer.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.core.model.InputSpec;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.NormalizationKind;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.experiment.DataOptions;
import org.spikelink.trainer.experiment.Experiment;
import org.spikelink.trainer.run.TrainingData;

/** Class balance, the window against the length of recordings, and the size of inputs. */
final class DataChecks {
    private static final double UNBALANCED = 3;
    private static final double SHORT_WINDOW = 0.5;
    private static final int FEW_STEPS = 4;
    private static final double LARGE_INPUT = 10;
    private static final double SILENT = 0.5;

    private DataChecks() {}

    static List<Finding> of(Experiment experiment, TrainingData data) {
        List<Finding> findings = new ArrayList<>();
        balance(experiment, findings);
        window(experiment, findings);
        List<LabelledSequence> sequences = data.training().stream().map(Example::sequence).toList();
        steps(experiment, sequences, findings);
        inputs(experiment, sequences, findings);
        return findings;
    }

    private static void balance(Experiment experiment, List<Finding> findings) {
        DataSet set = experiment.set();
        long[] counts = set.counts(set.all());
        long most = Arrays.stream(counts).max().orElse(0);
        long fewest = Arrays.stream(counts).min().orElse(0);
        if (most >= UNBALANCED * fewest && !experiment.options().training().balanced()) {
            findings.add(
                    Finding.safe(
                            "classes are not balanced",
                            "class-weights",
                            "balanced",
                            "the largest class has %,d, the smallest %,d",
                            most,
                            fewest));
        }
    }

    private static void window(Experiment experiment, List<Finding> findings) {
        DataOptions options = experiment.options().data();
        DataSet set = experiment.set();
        if (options.decision().windowBins() == null || set.isPerStep()) {
            return;
        }
        List<Integer> lengths = experiment.recordings().lengths();
        int median = lengths.stream().sorted().toList().get(lengths.size() / 2);
        int longest = lengths.stream().max(Integer::compare).orElseThrow();
        int window = options.decision().windowBins();
        if (window < SHORT_WINDOW * median) {
            findings.add(
                    Finding.safe(
                            "the window is shorter than the recordings",
                            "window-bins",
                            Integer.toString(longest),
                            "a window has %d bins, half of the recordings more than %d",
                            window,
                            median));
        } else if (window > 2 * longest) {
            findings.add(
                    Finding.safe(
                            "the window is longer than the recordings",
                            "window-bins",
                            Integer.toString(longest),
                            "a window has %d bins, the longest recording %d",
                            window,
                            longest));
        }
    }

    private static void steps(
            Experiment experiment, List<LabelledSequence> sequences, List<Finding> findings) {
        double mean = sequences.stream().mapToInt(LabelledSequence::steps).average().orElse(0);
        if (mean < FEW_STEPS) {
            findings.add(
                    Finding.advice(
                            "recordings have few steps",
                            experiment.set().isEvents()
                                    ? "--bin-us, a smaller one"
                                    : "--pool, a smaller one",
                            "%.1f steps on average",
                            mean));
        }
    }

    private static void inputs(
            Experiment experiment, List<LabelledSequence> sequences, List<Finding> findings) {
        double sum = 0;
        double active = 0;
        double steps = 0;
        for (LabelledSequence s : sequences) {
            for (float value : s.values()) {
                sum += Math.abs(value);
            }
            active += s.values().length;
            steps += s.steps();
        }
        boolean events = experiment.set().isEvents();
        double mean = sum / Math.max(1, active);
        if (mean > LARGE_INPUT) {
            findings.add(
                    events
                            ? Finding.safe(
                                    "inputs are large",
                                    "value",
                                    "binary",
                                    "an active input is %.3g on average",
                                    mean)
                            : normalize(experiment, mean));
        }
        if (active < SILENT * steps) {
            findings.add(
                    Finding.advice(
                            "most steps have no input",
                            events ? "--bin-us, a larger one" : "--encoder, or --normalize",
                            "%.2f active inputs in a step",
                            active / steps));
        }
    }

    private static Finding normalize(Experiment experiment, double mean) {
        boolean already =
                experiment.options().data().series().normalize() != NormalizationKind.NONE;
        boolean direct =
                experiment.recordings().input() instanceof InputSpec.Samples samples
                        && samples.pooling().samples() > 1;
        return already || direct
                ? Finding.advice(
                        "inputs are large",
                        "--pool-by mean",
                        "an active input is %.3g on average",
                        mean)
                : Finding.safe(
                        "inputs are large",
                        "normalize",
                        "standard",
                        "an active input is %.3g on average",
                        mean);
    }
}
