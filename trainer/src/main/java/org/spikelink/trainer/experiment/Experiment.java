package org.spikelink.trainer.experiment;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.TrainingSpec;
import org.spikelink.trainer.data.ClassBalance;
import org.spikelink.trainer.data.CutRecordings;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.data.augment.AugmentOptions;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.math.Blas;
import org.spikelink.trainer.run.RateFinder;
import org.spikelink.trainer.run.Training;
import org.spikelink.trainer.run.TrainingData;

/** Checked data and options; creates the trainings. */
public final class Experiment {
    private static final int RATES = 100;
    private static final long TEST_SEED = 0;

    /** Recordings are cut as a whole; a training takes its windows from them. */
    private static final DecisionSpec WHOLE = new DecisionSpec(1, 1, false);

    private final ExperimentOptions options;
    private final DataSet found; // with the recordings of the test set
    private final DataSet set;
    private final CutRecordings cut;
    private final DecisionSpec decision;
    private final DecisionSpec finished;
    private final int[] groups; // of each recording; null without groups
    private final List<String> warnings;
    private final DataSet testSet; // null for none
    private final List<Recording> tests; // possibly none
    private final String testFingerprint; // null without test recordings
    private final Blas blas;

    private Experiment(ExperimentOptions options, Blas blas, DataSet found) {
        this.options = options;
        this.blas = blas;
        this.found = found;
        DataOptions data = options.data();
        int[] together =
                data.groups() == null
                        ? null
                        : data.groups().of(data.recordings(), recordings(found, found.all()));
        Split kept = keptAside(data, found, together);
        this.set = kept == null ? found : found.part(kept.training());
        this.groups = kept == null || together == null ? together : at(together, kept.training());
        InputSpec input = data.input(set, set.all());
        this.cut = set.cut(input, WHOLE);
        this.decision = data.decision().of(set, cut);
        this.finished = data.decision().finished(decision);
        this.testSet =
                kept != null
                        ? found.part(kept.validation())
                        : data.test() == null
                                ? null
                                : set.others(data.test(), data.opening(), input);
        this.tests = testSet == null ? List.of() : recordings(testSet, testSet.all());
        this.testFingerprint = testSet == null ? null : testSet.fingerprint();
        this.warnings = findWarnings(testSet);
    }

    /** The test set as validation part; it does not depend on the seed, so that no seed sees it. Null for none. */
    private static Split keptAside(DataOptions data, DataSet found, int[] groups) {
        if (data.testShare() == 0) {
            return null;
        }
        return groups == null
                ? Split.of(found.classes(), data.testShare(), TEST_SEED)
                : Split.of(found.classes(), groups, data.testShare(), TEST_SEED);
    }

    private List<String> findWarnings(DataSet testSet) {
        List<String> found = new ArrayList<>(set.warnings());
        if (options.data().test() != null) {
            testSet.skipped().ifPresent(line -> found.add("test recordings: " + line));
        }
        found.addAll(cut.warnings(WHOLE));
        found.addAll(longerThanTheWindow());
        found.addAll(options.training().warnings(options.network()));
        found.addAll(confidencesNotCalibrated());
        found.addAll(classesThatFoldsLack());
        return List.copyOf(found);
    }

    private List<String> longerThanTheWindow() {
        long longer = cut.lengths().stream().filter(steps -> steps > decision.windowBins()).count();
        return longer == 0 || set.isPerStep() || !decision.resetAfterWindow()
                ? List.of()
                : List.of(
                        String.format(
                                Locale.ROOT,
                                "%,d of %,d recordings are longer than window-bins, %d: the network is trained on random"
                                        + " windows of them, and classifies them by the sum over their windows",
                                longer,
                                cut.lengths().size(),
                                decision.windowBins()));
    }

    private List<String> confidencesNotCalibrated() {
        return options.data().decision().judgesConfidence() && options.run().validation() == 0
                ? List.of(
                        "abstain-below and early-confidence judge confidences that are not calibrated: there is no validation"
                                + " set to fit a temperature to")
                : List.of();
    }

    /** A fold cannot learn a class that only its held-out groups have. */
    private List<String> classesThatFoldsLack() {
        if (groups == null || set.isPerStep()) {
            return List.of();
        }
        for (Split fold : folds(options.seed())) {
            long[] counts = set.counts(fold.training());
            for (int label = 0; label < counts.length; label++) {
                if (counts[label] == 0) {
                    return List.of(
                            "groups: a fold has no recording of class '%s' to learn from: all are in its held-out groups"
                                    .formatted(set.labels().get(label)));
                }
            }
        }
        return List.of();
    }

    /**
     * Reads the data, including the test recordings.
     *
     * @throws SpikelinkException if the BLAS library cannot be loaded, or the data cannot be used: a {@link
     *     org.spikelink.trainer.data.item.DataException} or a {@link
     *     org.spikelink.connectors.recordings.io.RecordingException}
     */
    public static Experiment open(ExperimentOptions options) {
        return new Experiment(
                options,
                openBlas(),
                DataSet.load(options.data().recordings(), options.data().opening()));
    }

    private static Blas openBlas() {
        try {
            return Blas.open();
        } catch (IllegalStateException e) {
            throw new SpikelinkException(e.getMessage(), e);
        }
    }

    public ExperimentOptions options() {
        return options;
    }

    /** When the model decides on a class, if it decides full windows only and answers all. */
    public DecisionSpec decision() {
        return decision;
    }

    /** When the finished model decides on a class. */
    public DecisionSpec finished() {
        return finished;
    }

    /** The labelled recordings that training and validation sets are taken from. */
    public DataSet set() {
        return set;
    }

    /** Warnings about the data and the options, known before training. */
    public List<String> warnings() {
        return warnings;
    }

    /** The data of a network that is trained on all recordings. */
    public CutRecordings recordings() {
        return cut;
    }

    /** The data of a network that is trained on one part of a split. */
    public TrainingData data(Split split) {
        InputSpec input = input(split.training());
        return new TrainingData(
                set,
                split,
                input,
                decision,
                examples(split.training(), input, options.data().augment()),
                examples(split.validation(), input, AugmentOptions.NONE));
    }

    /** The frames of all recordings, as they were recorded. */
    List<LabelledSequence> sequences(InputSpec input) {
        return examples(set.all(), input, AugmentOptions.NONE).stream()
                .map(Example::sequence)
                .toList();
    }

    /** The frames of the test recordings. */
    List<LabelledSequence> testSequences(InputSpec input) {
        return testSet.examples(testSet.all(), input, WHOLE, AugmentOptions.NONE).stream()
                .map(Example::sequence)
                .toList();
    }

    /** The number of each recording's group; null without groups. */
    int[] groups() {
        return groups;
    }

    /** The input of a network whose normalization is fitted to these recordings. */
    InputSpec input(int[] training) {
        return training.length == set.size() ? cut.input() : options.data().input(set, training);
    }

    /** Recordings are cut again only if their input has a different normalization. */
    private List<Example> examples(int[] indices, InputSpec input, AugmentOptions augment) {
        return input.equals(cut.input())
                ? DataSet.examples(cut, indices, WHOLE, augment)
                : set.examples(indices, input, WHOLE, augment);
    }

    /** The same recordings with other options, among which a {@link Choice} is made. */
    public Experiment with(ExperimentOptions others) {
        return new Experiment(others, blas, found);
    }

    /** Folds of some of the recordings, by the numbers of all. */
    List<Split> innerFolds(int[] indices, int count, long seed) {
        int[] classes = IntStream.of(indices).map(set::label).toArray();
        List<Split> folds =
                groups == null
                        ? Split.folds(classes, count, seed)
                        : Split.folds(classes, numbered(at(groups, indices)), count, seed);
        return folds.stream()
                .map(f -> new Split(at(indices, f.training()), at(indices, f.validation())))
                .toList();
    }

    private static int[] numbered(int[] groups) {
        int[] distinct = IntStream.of(groups).distinct().sorted().toArray();
        return IntStream.of(groups).map(group -> Arrays.binarySearch(distinct, group)).toArray();
    }

    /** The options and data that determine the bits of a trained model, by name. */
    public Map<String, String> terms() {
        Map<String, String> terms = new TreeMap<>(options.terms());
        terms.put("data", set.fingerprint());
        terms.put("BLAS", blas.toString());
        if (groups != null) {
            terms.put("groups of recordings", Integer.toHexString(Arrays.hashCode(groups)));
        }
        return terms;
    }

    /** The options and data that determine the measured accuracies. */
    Map<String, String> measuredTerms() {
        Map<String, String> terms = terms();
        if (testFingerprint != null && options.run().folds() == 0) {
            terms.put("test", testFingerprint);
        }
        return terms;
    }

    /** The library that multiplies matrices. */
    Blas blas() {
        return blas;
    }

    /** Splits {@code indices} into training and validation set; no validation set where its share is 0. */
    public Split split(int[] indices, long seed) {
        double share = options.run().validation();
        if (share == 0) {
            return new Split(indices, new int[0]);
        }
        int[] classes = IntStream.of(indices).map(set::label).toArray();
        Split split =
                groups == null
                        ? Split.of(classes, share, seed)
                        : Split.of(classes, at(groups, indices), share, seed);
        return new Split(at(indices, split.training()), at(indices, split.validation()));
    }

    /**
     * The folds of a seed: each holds out its validation part, and its training part is split again. Without folds,
     * one split that holds out nothing.
     */
    List<Split> folds(long seed) {
        int count = options.run().folds();
        if (count == 0) {
            return List.of(new Split(set.all(), new int[0]));
        }
        return groups == null
                ? Split.folds(set.classes(), count, seed)
                : Split.folds(set.classes(), groups, count, seed);
    }

    /** The recordings that a fold is evaluated on: its held-out recordings, or without folds the test recordings. */
    List<Recording> heldOut(Split fold) {
        return options.run().folds() == 0 ? testRecordings() : recordings(fold.validation());
    }

    private static int[] at(int[] indices, int[] positions) {
        return IntStream.of(positions).map(n -> indices[n]).toArray();
    }

    /** A training with initial weights. */
    public Training training(TrainingData data, long seed) {
        return new Training(
                document(data, null),
                learning(data),
                options.training().plan().withSeed(seed),
                data.training(),
                data.validation(),
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    /** The recordings of {@code --test}, possibly none. */
    public List<Recording> testRecordings() {
        return tests;
    }

    /** The recordings at {@code indices}. */
    public List<Recording> recordings(int[] indices) {
        return recordings(set, indices);
    }

    private static List<Recording> recordings(DataSet of, int[] indices) {
        return IntStream.of(indices).mapToObj(of::recording).toList();
    }

    /** The document of a model trained on {@code data}. */
    public ModelDocument document(TrainingData data, TrainingSpec training) {
        String name = options.run().name();
        return data.document(
                name == null ? "model" : name,
                options.run().modelVersion(),
                options.network(),
                training);
    }

    /**
     * The model with the weights of the best epoch of a training; {@code accuracy} is stored in its file; null for
     * none.
     */
    public Model model(Training training, TrainingData data, Double accuracy) {
        String dataset =
                "%s, sha256 %s"
                        .formatted(options.data().recordings().getFileName(), set.fingerprint());
        TrainingSpec spec = new TrainingSpec(dataset, accuracy, training.began(), options.seed());
        return training.best(document(data, spec));
    }

    /** The loss at increasing learning rates. */
    public List<RateFinder.Point> rates() {
        TrainingData data = data(new Split(set.all(), new int[0]));
        return RateFinder.sweep(
                document(data, null),
                learning(data),
                options.training().plan(),
                data.training(),
                RATES);
    }

    /** The options of a network that is trained on {@code data}. */
    public LearningOptions learning(TrainingData data) {
        List<Double> weights =
                options.training().balanced()
                        ? DoubleStream.of(ClassBalance.weights(set.counts(data.split().training())))
                                .boxed()
                                .toList()
                        : List.of();
        return options.training().learning(options.network(), set.isPerStep(), weights);
    }
}
