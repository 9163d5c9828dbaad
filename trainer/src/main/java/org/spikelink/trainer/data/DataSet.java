package org.spikelink.trainer.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.SensorSize;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;

/**
 * Labelled recordings, read and kept in memory, as they are before a model looks at them. {@link #examples} has them cut
 * into frames as a model's input says. Immutable.
 */
public final class DataSet {
    private final List<String> labels;
    private final List<EventRecording> items;
    private final String fingerprint;

    private DataSet(List<String> labels, List<EventRecording> items, String fingerprint) {
        this.labels = labels;
        this.items = items;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads all recordings below a folder; the folder around a recording is its label.
     *
     * @throws DataException if there is nothing to learn from: no recordings, one without a label, fewer than two classes
     * @throws org.spikelink.connectors.recordings.RecordingException if a recording cannot be read
     */
    public static DataSet load(Path root) {
        List<Recording> files = RecordingFiles.find(root).recordings();
        List<String> labels = Labels.of(root, files);
        List<EventRecording> items =
                IntStream.range(0, files.size())
                        .parallel()
                        .mapToObj(n -> read(files.get(n), labels))
                        .toList();
        return new DataSet(labels, items, Fingerprint.of(labels, items));
    }

    private static EventRecording read(Recording file, List<String> labels) {
        return EventRecording.read(file, labels.indexOf(file.label().orElseThrow()));
    }

    /** Names of the classes: numbers in numeric order, else sorted as text. */
    public List<String> labels() {
        return labels;
    }

    /** Recordings. */
    public int size() {
        return items.size();
    }

    /** Class of a recording. */
    public int label(int n) {
        return items.get(n).label();
    }

    /** Class of each recording, for {@link Split}. */
    public int[] classes() {
        return items.stream().mapToInt(EventRecording::label).toArray();
    }

    /** Where a recording came from. */
    public Recording recording(int n) {
        return items.get(n).file();
    }

    /** The smallest sensor that holds all events, or what the recordings' headers state where that is larger. */
    public SensorSize sensorSize() {
        int width = 1;
        int height = 1;
        for (EventRecording item : items) {
            width = Math.max(width, item.size().width());
            height = Math.max(height, item.size().height());
        }
        return new SensorSize(width, height);
    }

    /** sha256 of what all recordings hold and of their labels, 64 hexadecimal digits; where they lie does not matter. */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * All recordings as the first layer sees them, in the order of {@link #recording}: the first decision window where
     * the model starts anew after each window, else the whole.
     *
     * @throws DataException if a recording does not fit the input
     */
    public List<Example> examples(InputSpec input, DecisionSpec decision) {
        FrameCutter cutter = new FrameCutter(input, decision);
        return items.stream()
                .parallel()
                .map(item -> (Example) new EventExample(item, cutter))
                .toList();
    }

    /** Those at {@code indices}, in that order. */
    public static List<Example> select(List<Example> examples, int[] indices) {
        List<Example> selected = new ArrayList<>(indices.length);
        for (int n : indices) {
            selected.add(examples.get(n));
        }
        return selected;
    }
}
