package org.spikelink.tests.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.spikelink.connectors.checkpoints.ModelImport;
import org.spikelink.connectors.checkpoints.TorchCheckpoint;
import org.spikelink.connectors.recordings.Batches;
import org.spikelink.connectors.recordings.PlayOptions;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.evaluate.OfflineStream;
import org.spikelink.core.model.ImportConfig;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;

/**
 * Real recordings as the streams of as many sensors, and the trained model for them.
 *
 * @param model imported from PyTorch
 * @param recordings one a stream, of all classes
 */
record NmnistStreams(Model model, List<Recording> recordings) {
    /** Batches by which the sensors of one group begin later than those of the group before. */
    private static final int STAGGER = 10;

    private static final int GROUPS = 4;

    /** Reads {@code count} recordings of the shared data; skips the test where there are none. */
    static NmnistStreams load(int count) {
        Path shared = Path.of(System.getProperty("shared.dir", "absent"));
        Path train = shared.resolve(Path.of("data", "nmnist", "train"));
        Path models = shared.resolve("models");
        Assumptions.assumeTrue(
                Files.isDirectory(train) && Files.isDirectory(models),
                "no real recordings and model: shared.dir names no folder with data/nmnist/train and models");
        TorchCheckpoint parameters = TorchCheckpoint.read(models.resolve("nmnist-128.pt"));
        ImportConfig document = ImportConfig.read(models.resolve("nmnist-128.json"));
        List<Recording> all = RecordingFiles.find(train).recordings();
        return new NmnistStreams(
                ModelImport.of(parameters, document).model(),
                IntStream.range(0, count)
                        .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                        .toList());
    }

    /**
     * All batches in the order of sending: the streams take turns. Groups of streams begin one after the other, so that at any
     * moment some are in the middle of a window and some have ended.
     */
    List<SensorBatch> batches() {
        record Turn(long time, SensorBatch batch) {}
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            for (SensorBatch batch : batches(recordings.get(i))) {
                turns.add(new Turn(batch.sequence() + (long) STAGGER * (i % GROUPS), batch));
            }
        }
        turns.sort(Comparator.comparingLong(Turn::time));
        return turns.stream().map(Turn::batch).toList();
    }

    /** The same batches of streams whose names begin with {@code prefix}. */
    List<SensorBatch> batches(String prefix) {
        return batches().stream()
                .map(
                        b ->
                                new SensorBatch(
                                        prefix + b.stream(),
                                        b.session(),
                                        b.sequence(),
                                        b.startUs(),
                                        b.untilUs(),
                                        b.end(),
                                        b.payload(),
                                        b.origin(),
                                        b.value()))
                .toList();
    }

    /** Adds what the job must write of {@code batches}, all layers' spikes with it. */
    void step(List<SensorBatch> batches, Outputs outputs) {
        StreamStepper stepper =
                new StreamStepper(
                        model,
                        StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL),
                        (network, row) -> {});
        Map<String, StreamState> states = new HashMap<>();
        for (SensorBatch batch : batches) {
            states.put(batch.stream(), stepper.advance(states.get(batch.stream()), batch, outputs));
        }
    }

    private static List<SensorBatch> batches(Recording recording) {
        List<SensorBatch> batches = new ArrayList<>();
        try (Batches sent = recording.batches(PlayOptions.DEFAULTS)) {
            sent.forEachRemaining(batches::add);
        }
        return batches;
    }

    /** What the job must write, all layers' spikes with it: the same batches stepped here, one stream after the other. */
    Outputs expected() {
        StepperOptions options = StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL);
        StreamStepper stepper = new StreamStepper(model, options, (network, row) -> {});
        OfflineStream offline = new OfflineStream(stepper, PlayOptions.DEFAULTS);
        Outputs outputs = new Outputs();
        recordings.forEach(recording -> offline.run(recording, outputs));
        return outputs;
    }
}
