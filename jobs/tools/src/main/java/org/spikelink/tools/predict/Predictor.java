package org.spikelink.tools.predict;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Classification;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.evaluation.InputMatch;
import org.spikelink.evaluation.Prediction;
import org.spikelink.evaluation.RecordingEvaluator;
import org.spikelink.evaluation.RecordingSet;

/** Classifies recordings as {@code evaluate} does, without asking for labels. */
public final class Predictor {
    private final Model model;
    private final RecordingEvaluator evaluator;

    public Predictor(Model model) {
        this.model = model;
        evaluator =
                new RecordingEvaluator(model, StepperOptions.DEFAULTS, CutOptions.DEFAULT_BATCH_US);
    }

    /**
     * The recordings of a file or folder, or in a list, in their order.
     *
     * @throws org.spikelink.core.error.SpikelinkException if there are none, or one cannot be read or does not fit the
     *     model
     */
    public List<RecordingClasses> predict(Path path, OpenOptions options) {
        return RecordingSet.of(path, options).files().stream()
                .map(recording -> predict(path, recording))
                .toList();
    }

    private RecordingClasses predict(Path path, Recording recording) {
        InputMatch.check(model, recording);
        List<Classification> windows = new ArrayList<>();
        Prediction whole = evaluator.evaluate(recording, windows::add);
        return new RecordingClasses(source(path, recording), recording, whole, windows);
    }

    private static String source(Path path, Recording recording) {
        Path source =
                Files.isDirectory(path)
                        ? path.resolve(recording.name())
                        : path.resolveSibling(recording.name());
        return source.toString();
    }
}
