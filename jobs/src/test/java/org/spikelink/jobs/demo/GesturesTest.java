package org.spikelink.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.recordings.CutOptions;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.evaluate.Evaluation;
import org.spikelink.connectors.recordings.evaluate.RecordingEvaluator;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.network.ModelWarnings;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.jobs.cli.Run;
import org.spikelink.jobs.simulate.Gesture;

class GesturesTest {
    private static final long SEED = 4711; // neither the recipe's nor the demo's
    private static final int MAX_BYTES = 2_000_000;

    @Test
    void theModelThatShipsIsRightAboutAtLeast95PercentOfGesturesThatItNeverSaw(
            @TempDir Path folder) {
        AtomicInteger written = new AtomicInteger();
        Gestures.simulate(folder.resolve("gestures"), SEED, written::incrementAndGet);
        Model model = Gestures.model();
        List<Recording> recordings = RecordingFiles.find(folder.resolve("gestures")).recordings();
        RecordingEvaluator evaluator =
                new RecordingEvaluator(model, StepperOptions.DEFAULTS, CutOptions.DEFAULT_BATCH_US);
        Evaluation evaluation = new Evaluation(model.document().labels());

        recordings.forEach(recording -> evaluation.add(evaluator.evaluate(recording)));

        assertThat(written).hasValue(Gestures.RECORDINGS);
        assertThat(evaluation.labelled()).isEqualTo(Gestures.RECORDINGS);
        assertThat(evaluation.accuracy()).as("seed %d", SEED).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void theModelThatShipsKnowsEveryGestureAndIsSmallAndSound() {
        Model model = Gestures.model();

        assertThat(model.document().labels()).containsExactlyInAnyOrderElementsOf(Gesture.labels());
        assertThat(ModelFile.bytes(model)).hasSizeLessThan(MAX_BYTES);
        assertThat(ModelWarnings.of(model)).isEmpty();
    }

    @Test
    void aModelWithoutRecordingsIsWrongUse() {
        Run run = Run.spikelink("demo", "--model", "m.safetensors");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--recordings");
    }
}
