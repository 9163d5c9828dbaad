package org.spikelink.connectors.recordings.evaluate;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.SeriesRecording;

/**
 * What a model took one recording for.
 *
 * @param recording where it came from
 * @param label the truth, where it is known
 * @param predicted class index, -1 where nothing was decided
 * @param predictedLabel its label, empty where nothing was decided
 * @param spikesLayer1 spikes of the first spiking layer up to the last decision
 * @param scores summed over the windows decided
 * @param memMargin smallest |mem - threshold| up to the last decision
 * @param steps what was decided step by step, where the recording is labelled so
 */
public record Prediction(
        Recording recording,
        Optional<String> label,
        int predicted,
        String predictedLabel,
        long spikesLayer1,
        float[] scores,
        float memMargin,
        Optional<StepPredictions> steps) {

    /** Of a recording without labels of its steps. */
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
                Optional.empty());
    }

    /** Whether the truth is known and was found. */
    public boolean isRight() {
        return label.isPresent() && label.get().equals(predictedLabel);
    }

    /**
     * The recording's file and up to two folders above it: data set, label, file; of a series, the folder, the file and
     * the series.
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

    /** One line: recording, label, predicted, spikes_layer1, counts, mem_margin. */
    public String toTsv() {
        return String.join(
                "\t",
                title(),
                label.orElse(""),
                predictedLabel,
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
