package org.spikelink.evaluation;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.core.error.Printable;

/**
 * What a model predicted for one recording.
 *
 * @param recording the source
 * @param label of the recording, if it has one
 * @param predicted class index, -1 where no window was decided, or none answered
 * @param predictedLabel label of that class, empty where there is none
 * @param spikesLayer1 spikes of the first spiking layer up to the last decision
 * @param scores summed over the answered windows
 * @param memMargin smallest |mem - threshold| up to the last decision
 * @param steps predictions step by step, if steps have labels
 * @param decision of the last window, if one was decided
 */
public record Prediction(
        Recording recording,
        Optional<String> label,
        int predicted,
        String predictedLabel,
        long spikesLayer1,
        float[] scores,
        float memMargin,
        Optional<StepPredictions> steps,
        Optional<Decision> decision) {

    /** A prediction without labels of steps and without the decision of the last window. */
    public Prediction(
            Recording recording,
            Optional<String> label,
            int predicted,
            String predictedLabel,
            long spikesLayer1,
            float[] scores,
            float memMargin) {
        this(
                recording,
                label,
                predicted,
                predictedLabel,
                spikesLayer1,
                scores,
                memMargin,
                Optional.empty(),
                Optional.empty());
    }

    /** Whether the recording has a label and the label was predicted. */
    public boolean isCorrect() {
        return label.isPresent() && label.get().equals(predictedLabel);
    }

    /**
     * The recording's file and up to two folders above it: data set, label, file; of a series, the folder, the file
     * and the series.
     */
    String title() {
        Path path = recording.path().toAbsolutePath().normalize();
        boolean series = recording instanceof SeriesRecording;
        int parts = recording.label().isPresent() && !series ? 3 : 2;
        int from = Math.max(0, path.getNameCount() - parts);
        String title = path.subpath(from, path.getNameCount()).toString().replace('\\', '/');
        return recording instanceof SeriesRecording s && !s.series().name().isEmpty()
                ? title + "/" + s.series().name()
                : title;
    }

    /** Names of the columns of {@link #toTsv}. */
    public static final String TSV_HEADER =
            "recording\tlabel\tpredicted\tspikes_layer1\tcounts\tmem_margin";

    /** One line: recording, label, predicted, spikes_layer1, counts, mem_margin; tabs in names are escaped. */
    public String toTsv() {
        return String.join(
                "\t",
                Printable.escaped(title()),
                Printable.escaped(label.orElse("")),
                Printable.escaped(predictedLabel),
                Long.toString(spikesLayer1),
                counts(),
                String.format(Locale.ROOT, "%.1e", memMargin));
    }

    private String counts() {
        StringBuilder text = new StringBuilder();
        for (float score : scores) {
            text.append(text.isEmpty() ? "" : ",");
            text.append(
                    score == (int) score ? Integer.toString((int) score) : Float.toString(score));
        }
        return text.toString();
    }
}
