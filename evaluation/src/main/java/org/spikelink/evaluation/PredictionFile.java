package org.spikelink.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.core.io.FileFailure;

/** Predictions as tab-separated values: recording, label, predicted, spikes_layer1, counts, mem_margin. */
public final class PredictionFile {
    /** How the header of every version begins. */
    private static final String RECOGNIZED = "recording\tlabel\tpredicted\t";

    private PredictionFile() {}

    /**
     * Checks that nothing else would be replaced.
     *
     * @throws SpikelinkException if the file exists and holds anything but predictions
     */
    public static void checkTarget(Path file) {
        if (!Files.isRegularFile(file)) {
            return; // absent, or a device or a pipe; writing reports a folder
        }
        byte[] start = RECOGNIZED.getBytes(UTF_8);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] found = in.readNBytes(start.length);
            if (found.length > 0 && !Arrays.equals(found, start)) {
                throw new SpikelinkException(
                        file
                                + ": --predictions replaces predictions only, and this file holds something else; name another, or"
                                + " delete it");
            }
        } catch (IOException e) {
            throw new SpikelinkException(
                    file + ": cannot be read (" + FileFailure.reason(e) + ")", e);
        }
    }

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
