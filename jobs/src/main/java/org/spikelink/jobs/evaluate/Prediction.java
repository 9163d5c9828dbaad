package org.spikelink.jobs.evaluate;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.spikelink.connectors.recordings.RecordingFile;

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
 */
public record Prediction(
        RecordingFile recording,
        Optional<String> label,
        int predicted,
        String predictedLabel,
        long spikesLayer1,
        float[] scores,
        float memMargin) {

    /** Whether the truth is known and was found. */
    public boolean isRight() {
        return label.isPresent() && label.get().equals(predictedLabel);
    }

    /** The recording's file and up to two folders above it: data set, label, file. */
    String title() {
        Path path = recording.path().toAbsolutePath().normalize();
        int parts = recording.label().isPresent() ? 3 : 2;
        int from = Math.max(0, path.getNameCount() - parts);
        return path.subpath(from, path.getNameCount()).toString().replace('\\', '/');
    }

    static final String TSV_HEADER =
            "recording\tlabel\tpredicted\tspikes_layer1\tcounts\tmem_margin";

    String toTsv() {
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
