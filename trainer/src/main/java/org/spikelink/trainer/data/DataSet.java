package org.spikelink.trainer.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.SkippedFiles;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Normalization;
import org.spikelink.trainer.data.augment.AugmentOptions;
import org.spikelink.trainer.data.item.DataException;
import org.spikelink.trainer.data.item.EventItem;
import org.spikelink.trainer.data.item.Item;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.data.item.Labels;
import org.spikelink.trainer.data.item.SeriesItem;

/**
 * Labelled recordings, all of events or all of samples, in memory, independent of any model. {@link #examples} cuts
 * them into frames for a model's input. Immutable and thread-safe.
 */
public final class DataSet {
    private final List<String> labels;
    private final List<Item> items;
    private final SkippedFiles skipped;
    private final String fingerprint;

    private DataSet(List<String> labels, List<Item> items, SkippedFiles skipped) {
        this.labels = labels;
        this.items = items;
        this.skipped = skipped;
        this.fingerprint = Fingerprint.of(labels, items);
    }

    /**
     * Reads all recordings of a folder, where the name of the parent folder is the label, of a list of files and
     * labels, or of a file of series.
     *
     * @throws DataException if the data cannot be trained on: no recordings, one without a label, fewer than two
     *     classes, a value that is not finite, recordings of different kinds
     * @throws org.spikelink.connectors.recordings.io.RecordingException if a recording cannot be read
     */
    public static DataSet load(Path root) {
        return load(root, OpenOptions.NONE);
    }

    /** Reads recordings as {@link #load(Path)} does; files of events are opened with {@code options}. */
    public static DataSet load(Path root, OpenOptions options) {
        RecordingFiles found = RecordingFiles.find(root, options);
        Labels labels = Labels.of(root, found.recordings());
        DataKind.check(root, found.recordings());
        DataSet set = read(found, labels, options);
        checkReadable(root, set);
        List<Recording> readable = set.items.stream().map(Item::recording).toList();
        Labels known = Labels.of(root, readable);
        return known.equals(labels)
                ? set
                : read(new RecordingFiles(readable, found.skipped()), known, options);
    }

    /**
     * Reads test recordings for models that are trained on these.
     *
     * @param options what the user states about files of events
     * @param input of the model
     * @throws DataException if there are none, one has no label or none of these labels, is of another kind, does not
     *     fit the input, or holds a value that is not finite
     * @throws org.spikelink.connectors.recordings.io.RecordingException if a recording cannot be read
     */
    public DataSet others(Path root, OpenOptions options, InputSpec input) {
        RecordingFiles found = RecordingFiles.find(root, options);
        Labels known = new Labels(labels);
        known.check(root, found.recordings());
        DataKind.check(root, found.recordings(), recording(0));
        DataSet others = read(found, known, options);
        checkReadable(root, others);
        others.examples(
                input, new DecisionSpec(1, 1, true)); // one step of each is enough for the checks
        return others;
    }

    /** The recordings at {@code indices}, with the classes of all. */
    public DataSet part(int[] indices) {
        return new DataSet(labels, select(items, indices), skipped);
    }

    /** Reads recordings; one among several that cannot be read is skipped, unless that is forbidden. */
    private static DataSet read(RecordingFiles found, Labels labels, OpenOptions options) {
        List<Recording> recordings = found.recordings();
        boolean skips = recordings.size() > 1 && !options.strict();
        List<Item> items =
                IntStream.range(0, recordings.size())
                        .parallel()
                        .mapToObj(n -> read(recordings.get(n), labels, skips, found.skipped()))
                        .flatMap(Optional::stream)
                        .toList();
        return new DataSet(labels.names(), items, found.skipped());
    }

    private static void checkReadable(Path root, DataSet set) {
        if (set.items.isEmpty()) {
            throw new DataException(
                    "%s: must hold recordings that can be read (got none); %s"
                            .formatted(root, set.skipped.line().orElseThrow()));
        }
    }

    private static Optional<Item> read(
            Recording recording, Labels labels, boolean skips, SkippedFiles skipped) {
        try {
            return Optional.of(read(recording, labels));
        } catch (RecordingException e) {
            if (!skips) {
                throw e;
            }
            skipped.addUnreadable(e);
            return Optional.empty();
        }
    }

    private static Item read(Recording recording, Labels labels) {
        return recording instanceof SeriesRecording series
                ? SeriesItem.of(series, labels)
                : EventItem.read((RecordingFile) recording, labels.ofRecording(recording));
    }

    /** Names of the classes: numbers in numeric order, else sorted as text. */
    public List<String> labels() {
        return labels;
    }

    /** Number of recordings. */
    public int size() {
        return items.size();
    }

    /** Class of a recording, {@link LabelledSequence#UNLABELLED} where each step has its own. */
    public int label(int n) {
        return items.get(n).label();
    }

    /** Class of each recording, for {@link Split}: the same for all where steps have their own. */
    public int[] classes() {
        return items.stream().mapToInt(Item::label).toArray();
    }

    /** The recording itself. */
    public Recording recording(int n) {
        return items.get(n).recording();
    }

    /** Whether the recordings are of events, not of samples. */
    public boolean isEvents() {
        return items.get(0) instanceof EventItem;
    }

    /** Whether each step has a label of its own. */
    public boolean isPerStep() {
        return label(0) == LabelledSequence.UNLABELLED;
    }

    /** Number of values in a sample; 0 for events. */
    public int channels() {
        return items.get(0) instanceof SeriesItem series ? series.series().channels() : 0;
    }

    /** Samples of the longest recording; 0 for events. */
    public int longest() {
        return items.stream()
                .mapToInt(item -> item instanceof SeriesItem s ? s.series().steps() : 0)
                .max()
                .orElse(0);
    }

    /** The smallest sensor that holds all events, or what the recordings' headers state; 1x1 for samples. */
    public SensorSize sensorSize() {
        int width = 1;
        int height = 1;
        for (Item item : items) {
            if (item instanceof EventItem events) {
                width = Math.max(width, events.size().width());
                height = Math.max(height, events.size().height());
            }
        }
        return new SensorSize(width, height);
    }

    /** sha256 of the content and the labels of all recordings, 64 hexadecimal digits; independent of their paths. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Recordings of each class among {@code indices}, or labelled samples where each has its own. */
    public long[] counts(int[] indices) {
        long[] counts = new long[labels.size()];
        for (int n : indices) {
            if (items.get(n) instanceof SeriesItem series && isPerStep()) {
                for (int step : series.stepLabels()) {
                    if (step != LabelledSequence.UNLABELLED) {
                        counts[step]++;
                    }
                }
            } else {
                counts[label(n)]++;
            }
        }
        return counts;
    }

    /** All recordings. */
    public int[] all() {
        return IntStream.range(0, size()).toArray();
    }

    /** The files that were not read, in one line; empty if there are none. */
    public Optional<String> skipped() {
        return skipped.line();
    }

    /** Warnings about all recordings, a line each. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        skipped().ifPresent(warnings::add);
        warnings.addAll(ClassBalance.warnings(labels, counts(all()), isPerStep()));
        return List.copyOf(warnings);
    }

    /**
     * The normalization fitted to the recordings at {@code indices}, pooled as the input says.
     */
    public Normalization normalization(
            NormalizationKind kind, InputSpec.Samples input, int[] indices) {
        checkKind(input);
        return NormalizationFit.of(kind, input, select(items, indices));
    }

    /**
     * All recordings cut into sequences.
     *
     * @param maxSteps maximum number of steps of a sequence
     * @throws DataException if a recording does not fit the input
     */
    public CutRecordings cut(InputSpec input, int maxSteps) {
        checkKind(input);
        return CutRecordings.of(items, input, maxSteps);
    }

    /** All recordings cut into sequences of at most the length of the decision window. */
    public CutRecordings cut(InputSpec input, DecisionSpec decision) {
        return cut(input, FrameCutter.maxSteps(decision));
    }

    /**
     * All recordings as the first layer sees them, in the order of {@link #recording}: the first decision window
     * where the model is reset after each window, else the whole recording. Not augmented.
     *
     * @throws DataException if a recording does not fit the input
     */
    public List<Example> examples(InputSpec input, DecisionSpec decision) {
        return examples(all(), input, decision, AugmentOptions.NONE);
    }

    /**
     * The recordings at {@code indices} as the first layer sees them, in that order; augmentation mixes these only.
     *
     * @throws DataException if a recording does not fit the input, or the augmentation the data
     */
    public List<Example> examples(
            int[] indices, InputSpec input, DecisionSpec decision, AugmentOptions augment) {
        checkKind(input);
        int maxSteps = FrameCutter.maxSteps(decision);
        CutRecordings cut = CutRecordings.of(select(items, indices), input, maxSteps);
        return cut.examples(IntStream.range(0, indices.length).toArray(), maxSteps, augment);
    }

    /**
     * Like {@link #examples(int[], InputSpec, DecisionSpec, AugmentOptions)}, for recordings already cut by {@link
     * #cut}.
     */
    public static List<Example> examples(
            CutRecordings cut, int[] indices, DecisionSpec decision, AugmentOptions augment) {
        return cut.examples(indices, FrameCutter.maxSteps(decision), augment);
    }

    private void checkKind(InputSpec input) {
        boolean events = input instanceof InputSpec.Events;
        if (events != isEvents()) {
            throw new DataException(
                    "input.kind must be %s, as the recordings are (got %s)"
                            .formatted(
                                    isEvents() ? "events" : "samples",
                                    events ? "events" : "samples"));
        }
    }

    /** The elements of a list at {@code indices}, in that order. */
    public static <T> List<T> select(List<T> all, int[] indices) {
        List<T> selected = new ArrayList<>(indices.length);
        for (int n : indices) {
            selected.add(all.get(n));
        }
        return selected;
    }
}
