package org.spikelink.jobs.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.TrainingSpec;
import org.spikelink.jobs.errors.CommandException;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.LabelledSequence;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.run.NativeLibrary;
import org.spikelink.trainer.run.NetworkPlan;
import org.spikelink.trainer.run.RateFinder;
import org.spikelink.trainer.run.Training;
import org.spikelink.trainer.run.TrainingData;
import org.spikelink.trainer.run.TrainingPlan;

/** Data and options, checked and ready: makes trainings of them. */
public final class Workshop {
    private static final int RATES = 100;

    private final TrainArguments arguments;
    private final TrainArguments.Parsed parsed;
    private final TrainingData data;
    private final NetworkPlan network;

    private Workshop(TrainArguments.Parsed parsed, TrainingData data) {
        this.parsed = parsed;
        this.arguments = parsed.arguments();
        this.data = data;
        this.network = arguments.network().plan();
    }

    /**
     * Checks all that can be known before data are read, then reads them.
     *
     * @throws IllegalArgumentException for an option out of range
     * @throws CommandException where a result could not be written in the end
     */
    public static Workshop open(TrainArguments.Parsed parsed) {
        TrainArguments arguments = parsed.arguments();
        RunArguments run = arguments.run();
        run.check(arguments.data().test() != null);
        if (arguments.data().recordings() == null) {
            throw new IllegalArgumentException(
                    "recordings must name what to learn from (got nothing)");
        }
        arguments.learning().plan(run.seed(), run.threads());
        boolean spikes = arguments.network().plan().output() == NetworkPlan.Output.SLSTM;
        arguments.learning().options(spikes, List.of(), run.threads());
        checkFolder(run.out() == null ? null : run.out().toAbsolutePath().getParent());
        checkFolder(run.report());
        NativeLibrary.load();
        return new Workshop(parsed, arguments.data().load());
    }

    /** A folder that is there must take files. */
    private static void checkFolder(Path folder) {
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.toAbsolutePath().getParent();
        }
        if (there != null && !(Files.isDirectory(there) && Files.isWritable(there))) {
            throw new CommandException(there + ": must be a folder that can be written to");
        }
    }

    public TrainingData data() {
        return data;
    }

    public TrainArguments arguments() {
        return arguments;
    }

    /** Options and data on which all that is learned depends, by name. */
    public Map<String, String> terms() {
        Map<String, String> terms = new TreeMap<>(parsed.terms());
        terms.put("data", data.set().fingerprint());
        return terms;
    }

    /** The options, as a command line sets them. */
    public String commandLine() {
        return "train " + String.join(" ", parsed.texts());
    }

    /** What one seed learns from and what it keeps aside; nothing of {@code indices} where validation is 0. */
    public Split split(int[] indices, long seed) {
        double share = arguments.run().validation();
        if (share == 0) {
            return new Split(indices, new int[0]);
        }
        int[] classes = IntStream.of(indices).map(data.set()::label).toArray();
        Split split = Split.of(classes, share, seed);
        return new Split(at(indices, split.training()), at(indices, split.validation()));
    }

    /** All recordings. */
    public int[] all() {
        return IntStream.range(0, data.set().size()).toArray();
    }

    /** What each fold of a seed keeps aside; its training part is to be split again. Without folds nothing is. */
    List<Split> folds(long seed) {
        return arguments.run().folds() == 0
                ? List.of(new Split(all(), new int[0]))
                : Split.folds(data.set().classes(), arguments.run().folds(), seed);
    }

    /** What a fold is measured on: what it keeps aside; without folds, the recordings of {@code --test}. */
    List<Recording> measured(Split fold) {
        return arguments.run().folds() == 0 ? testRecordings() : recordings(fold.validation());
    }

    private static int[] at(int[] indices, int[] positions) {
        return IntStream.of(positions).map(n -> indices[n]).toArray();
    }

    /** A fresh training. */
    public Training training(Split split, long seed) {
        return new Training(
                document(null),
                options(split.training()),
                plan(seed),
                select(split.training()),
                select(split.validation()),
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    public List<Example> select(int[] indices) {
        return DataSet.select(data.examples(), indices);
    }

    /** What is measured in the end. */
    public List<Recording> testRecordings() {
        return RecordingFiles.find(arguments.data().test()).recordings();
    }

    /** Where examples came from. */
    public List<Recording> recordings(int[] indices) {
        return IntStream.of(indices).mapToObj(data.set()::recording).toList();
    }

    public TrainingPlan plan(long seed) {
        return arguments.learning().plan(seed, arguments.run().threads());
    }

    /** The model's document. */
    public ModelDocument document(TrainingSpec training) {
        String name = arguments.run().name();
        return data.document(
                name == null ? "model" : name, arguments.run().modelVersion(), network, training);
    }

    /** The loss at growing learning rates. */
    public List<RateFinder.Point> rates() {
        return RateFinder.sweep(
                document(null),
                options(all()),
                plan(arguments.run().seed()),
                data.examples(),
                RATES);
    }

    private LearningOptions options(int[] learned) {
        List<LayerSpec> layers = document(null).layers();
        boolean spikes = layers.get(layers.size() - 1) instanceof LayerSpec.Slstm;
        List<Double> weights =
                arguments.learning().isBalanced() ? balanced(labelCounts(learned)) : List.of();
        return arguments.learning().options(spikes, weights, arguments.run().threads());
    }

    /** How often each class is seen: as a recording's, or as a step's. */
    public int[] labelCounts(int[] indices) {
        int[] counts = new int[data.set().labels().size()];
        for (Example example : select(indices)) {
            LabelledSequence sequence = example.sequence();
            for (int label : sequence.labels()) {
                if (label != LabelledSequence.UNLABELLED) {
                    counts[label]++;
                }
            }
        }
        return counts;
    }

    /** Inversely as often as seen, 1 in the mean over what is seen. */
    private static List<Double> balanced(int[] counts) {
        double total = IntStream.of(counts).sum();
        return IntStream.of(counts)
                .mapToObj(count -> count == 0 ? 0.0 : total / counts.length / count)
                .toList();
    }
}
