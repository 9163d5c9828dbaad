package org.spikelink.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.core.io.FileFailure;

/** Predictions as tab-separated values: recording, label, predicted, spikes_layer1, counts, mem_margin. */
public final class PredictionFile {
    private PredictionFile() {}

    /** Writes one line per prediction under a header; the file is complete or unchanged. */
    public static void write(Path file, List<Prediction> predictions) {
        List<String> lines = new ArrayList<>();
        lines.add(Prediction.TSV_HEADER);
        predictions.forEach(prediction -> lines.add(prediction.toTsv()));
        try {
            String text = String.join(System.lineSeparator(), lines) + System.lineSeparator();
            AtomicFile.write(file, text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new SpikelinkException(
                    file + ": cannot be written (" + FileFailure.unwritten(e) + ")", e);
        }
    }
}
