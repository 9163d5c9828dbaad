package org.spikelink.jobs.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.connectors.recordings.evaluate.Prediction;
import org.spikelink.jobs.errors.CommandException;

/** Predictions as tab-separated values: recording, label, predicted, spikes_layer1, counts, mem_margin. */
public final class PredictionFile {
    private PredictionFile() {}

    /** Writes one line per prediction under a header. */
    public static void write(Path file, List<Prediction> predictions) {
        List<String> lines = new ArrayList<>();
        lines.add(Prediction.TSV_HEADER);
        predictions.forEach(prediction -> lines.add(prediction.toTsv()));
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new CommandException(file + ": cannot be written (" + e + ")", e);
        }
    }
}
