package org.spikelink.jobs.train;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.TrainingSpec;
import org.spikelink.jobs.errors.CommandException;
import org.spikelink.trainer.data.AugmentOptions;
import org.spikelink.trainer.data.ClassBalance;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.network.Blas;
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
    private final DataSet set;
    private final DecisionSpec decision;
    private final NetworkPlan network;
    private final List<String> warnings;
    private final List<Recording> tests; // what is measured in the end, possibly nothing
    private final String testFingerprint; // null without tests
    private final Blas blas;

    private Workshop(TrainArguments.Parsed parsed, Blas blas, DataSet set) {
        this.parsed = parsed;
        this.blas = blas;
        this.arguments = parsed.arguments();
        this.set = set;
        this.network = arguments.network().plan();
        InputSpec input = arguments.data().input(set, set.all());
        this.decision = arguments.data().decision(set, input);
        this.warnings = warnings(input);
        Path test = arguments.data().test();
        DataSet read = test == null ? null : set.others(test, input);
        this.tests = test == null ? List.of() : recordings(read, read.all());
        this.testFingerprint = test == null ? null : read.fingerprint();
    }

    private List<String> warnings(InputSpec input) {
        List<String> found = new ArrayList<>(set.warnings());
        found.addAll(set.warnings(input, decision));
        found.addAll(arguments.learning().warnings(network));
        return List.copyOf(found);
    }

    /**
     * Checks all that can be known before data are read, then reads them, those that are measured on in the end too.
     *
     * @throws IllegalArgumentException for an option out of range
     * @throws CommandException where a result could not be written in the end
     * @throws org.spikelink.trainer.data.DataException where the data cannot be learned from or measured on
     */
    public static Workshop open(TrainArguments.Parsed parsed) {
        TrainArguments arguments = parsed.arguments();
        RunArguments run = arguments.run();
        run.check(arguments.data().test() != null);
        if (arguments.data().recordings() == null) {
            throw new IllegalArgumentException(
                    "recordings must name what to learn from (got nothing)");
        }
        NetworkPlan network = arguments.network().plan();
        arguments.learning().check(network, run.findsRate());
        arguments.learning().plan(run.seed(), run.threads());
        arguments.data().augment();
        arguments.learning().options(network, false, List.of(), run.threads());
        WritablePlaces.checkModel(run.out());
        WritablePlaces.checkReport(run.report());
        return new Workshop(parsed, openBlas(), DataSet.load(arguments.data().recordings()));
    }

    private static Blas openBlas() {
        try {
            return Blas.open();
        } catch (IllegalStateException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /** All that may be learned from. */
    public DataSet set() {
        return set;
    }

    /** What to look at before anything is learned, in the data and in the options. */
    public List<String> warnings() {
        return warnings;
    }

    /** Data as a network sees them that learns from one part of a split. */
    public TrainingData data(Split split) {
        InputSpec input = arguments.data().input(set, split.training());
        return new TrainingData(
                set,
                split,
                input,
                decision,
                set.examples(split.training(), input, decision, arguments.data().augment()),
                set.examples(split.validation(), input, decision, AugmentOptions.NONE));
    }

    public TrainArguments arguments() {
        return arguments;
    }

    /** Options and data on which all that is learned depends, by name. */
    public Map<String, String> terms() {
        Map<String, String> terms = new TreeMap<>(parsed.terms());
        terms.put("data", set.fingerprint());
        terms.put("BLAS", blas.toString());
        return terms;
    }

    /** Those on which what {@link #measured} finds depends. */
    Map<String, String> measuredTerms() {
        Map<String, String> terms = terms();
        if (testFingerprint != null && arguments.run().folds() == 0) {
            terms.put("test", testFingerprint);
        }
        return terms;
    }

    /** What multiplies matrices. */
    Blas blas() {
        return blas;
    }

    /** The command that gives the same again, for a shell. */
    public String commandLine() {
        return "./spikelink train "
                + parsed.texts().stream().map(Workshop::quoted).collect(joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[\\w=.,:/+%@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** What one seed learns from and what it keeps aside; nothing of {@code indices} where validation is 0. */
    public Split split(int[] indices, long seed) {
        double share = arguments.run().validation();
        if (share == 0) {
            return new Split(indices, new int[0]);
        }
        int[] classes = IntStream.of(indices).map(set::label).toArray();
        Split split = Split.of(classes, share, seed);
        return new Split(at(indices, split.training()), at(indices, split.validation()));
    }

    /** What each fold of a seed keeps aside; its training part is to be split again. Without folds nothing is. */
    List<Split> folds(long seed) {
        return arguments.run().folds() == 0
                ? List.of(new Split(set.all(), new int[0]))
                : Split.folds(set.classes(), arguments.run().folds(), seed);
    }

    /** What a fold is measured on: what it keeps aside; without folds, the recordings of {@code --test}. */
    List<Recording> measured(Split fold) {
        return arguments.run().folds() == 0 ? testRecordings() : recordings(fold.validation());
    }

    private static int[] at(int[] indices, int[] positions) {
        return IntStream.of(positions).map(n -> indices[n]).toArray();
    }

    /** A fresh training. */
    public Training training(TrainingData data, long seed) {
        return new Training(
                document(data, null),
                options(data),
                plan(seed),
                data.learned(),
                data.validation(),
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    /** What is measured in the end. */
    public List<Recording> testRecordings() {
        return tests;
    }

    /** Where examples came from. */
    public List<Recording> recordings(int[] indices) {
        return recordings(set, indices);
    }

    private static List<Recording> recordings(DataSet of, int[] indices) {
        return IntStream.of(indices).mapToObj(of::recording).toList();
    }

    public TrainingPlan plan(long seed) {
        return arguments.learning().plan(seed, arguments.run().threads());
    }

    /** The document of a model that learns from {@code data}. */
    public ModelDocument document(TrainingData data, TrainingSpec training) {
        String name = arguments.run().name();
        return data.document(
                name == null ? "model" : name, arguments.run().modelVersion(), network, training);
    }

    /** The loss at growing learning rates. */
    public List<RateFinder.Point> rates() {
        TrainingData data = data(new Split(set.all(), new int[0]));
        return RateFinder.sweep(
                document(data, null),
                options(data),
                plan(arguments.run().seed()),
                data.learned(),
                RATES);
    }

    private LearningOptions options(TrainingData data) {
        List<Double> weights =
                arguments.learning().isBalanced()
                        ? DoubleStream.of(ClassBalance.weights(set.counts(data.split().training())))
                                .boxed()
                                .toList()
                        : List.of();
        return arguments
                .learning()
                .options(network, set.isPerStep(), weights, arguments.run().threads());
    }
}
