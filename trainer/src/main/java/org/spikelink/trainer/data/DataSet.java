package org.spikelink.trainer.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.SensorSize;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Normalization;

/**
 * Labelled recordings, all of events or all of samples, read and kept in memory, as they are before a model looks at
 * them. {@link #examples} has them cut into frames as a model's input says. Immutable; for any number of threads.
 */
public final class DataSet {
    private final List<String> labels;
    private final List<Item> items;
    private final String fingerprint;

    private DataSet(List<String> labels, List<Item> items) {
        this.labels = labels;
        this.items = items;
        this.fingerprint = Fingerprint.of(labels, items);
    }

    /**
     * Reads all recordings of a folder, whose sub-folders are labels, of a list of files and labels, or of a file of
     * series.
     *
     * @throws DataException if there is nothing to learn from: no recordings, one without a label, fewer than two classes,
     *     a value that is no number, recordings of different kinds
     * @throws org.spikelink.connectors.recordings.RecordingException if a recording cannot be read
     */
    public static DataSet load(Path root) {
        List<Recording> recordings = RecordingFiles.find(root).recordings();
        Labels labels = Labels.of(root, recordings);
        DataKind.check(root, recordings);
        return read(recordings, labels);
    }

    /**
     * Reads recordings that whoever learned from these is measured on.
     *
     * @param input what the first layer sees of these
     * @throws DataException if there are none, one has no label or none of these labels, is of another kind, does not fit
     *     the input, or holds a value that is no number
     * @throws org.spikelink.connectors.recordings.RecordingException if a recording cannot be read
     */
    public DataSet others(Path root, InputSpec input) {
        List<Recording> recordings = RecordingFiles.find(root).recordings();
        Labels known = new Labels(labels);
        known.check(root, recordings);
        DataKind.check(root, recordings, recording(0));
        DataSet others = read(recordings, known);
        others.examples(input, new DecisionSpec(1, 1, true)); // one step of each: all is checked
        return others;
    }

    private static DataSet read(List<Recording> recordings, Labels labels) {
        List<Item> items =
                IntStream.range(0, recordings.size())
                        .parallel()
                        .mapToObj(n -> read(recordings.get(n), labels))
                        .toList();
        return new DataSet(labels.names(), items);
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

    /** Recordings. */
    public int size() {
        return items.size();
    }

    /** Class of a recording, {@link LabelledSequence#UNLABELLED} where each step has its own. */
    public int label(int n) {
        return items.get(n).label();
    }

    /** Class of each recording, for {@link Split}: all alike where steps have their own. */
    public int[] classes() {
        return items.stream().mapToInt(Item::label).toArray();
    }

    /** Where a recording came from. */
    public Recording recording(int n) {
        return items.get(n).recording();
    }

    /** Whether it is recordings of events, not of samples. */
    public boolean isEvents() {
        return items.get(0) instanceof EventItem;
    }

    /** Whether each step has a label of its own. */
    public boolean isPerStep() {
        return label(0) == LabelledSequence.UNLABELLED;
    }

    /** Values a sample; 0 where it is events. */
    public int channels() {
        return items.get(0) instanceof SeriesItem series ? series.series().channels() : 0;
    }

    /** Samples of the longest recording; 0 where it is events. */
    public int longest() {
        return items.stream()
                .mapToInt(item -> item instanceof SeriesItem s ? s.series().steps() : 0)
                .max()
                .orElse(0);
    }

    /** The smallest sensor that holds all events, or what the recordings' headers state; 1x1 where it is samples. */
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

    /** sha256 of what all recordings hold and of their labels, 64 hexadecimal digits; where they lie does not matter. */
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

    /** What may hurt learning from all recordings, a line each. */
    public List<String> warnings() {
        return ClassBalance.warnings(labels, counts(all()), isPerStep());
    }

    /** What of the recordings is not learned from, as a model's input and decision cut them, a line a cause. */
    public List<String> warnings(InputSpec input, DecisionSpec decision) {
        return SequenceEnds.warnings(items, input, decision);
    }

    /**
     * What normalizes the recordings at {@code indices}, those learned from, after they were pooled as the input says.
     */
    public Normalization normalization(
            NormalizationKind kind, InputSpec.Samples input, int[] indices) {
        checkKind(input);
        return NormalizationFit.of(kind, input, select(items, indices));
    }

    /**
     * All recordings as the first layer sees them, in the order of {@link #recording}: the first decision window where
     * the model starts anew after each window, else the whole. Not augmented.
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
        FrameCutter cutter = new FrameCutter(input, decision);
        if (input instanceof InputSpec.Events events) {
            EventAugmenter augmenter = new EventAugmenter(augment, events);
            List<EventItem> chosen =
                    select(items, indices).stream().map(EventItem.class::cast).toList();
            Peers<EventItem> peers = new Peers<>(chosen);
            return chosen.stream()
                    .parallel()
                    .map(item -> (Example) new EventExample(item, cutter, augmenter, peers))
                    .toList();
        }
        InputSpec.Samples samples = (InputSpec.Samples) input;
        SeriesAugmenter augmenter = new SeriesAugmenter(augment, samples, isPerStep());
        List<SeriesItem> chosen =
                select(items, indices).stream().map(SeriesItem.class::cast).toList();
        Peers<SeriesItem> peers = new Peers<>(chosen);
        return chosen.stream()
                .parallel()
                .map(item -> (Example) new SeriesExample(item, samples, cutter, augmenter, peers))
                .toList();
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

    /** Those of a list at {@code indices}, in that order. */
    public static <T> List<T> select(List<T> all, int[] indices) {
        List<T> selected = new ArrayList<>(indices.length);
        for (int n : indices) {
            selected.add(all.get(n));
        }
        return selected;
    }
}
