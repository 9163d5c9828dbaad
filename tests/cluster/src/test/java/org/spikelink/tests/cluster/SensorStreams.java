package org.spikelink.tests.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.spikelink.connectors.checkpoints.ModelImport;
import org.spikelink.connectors.checkpoints.TorchCheckpoint;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.playback.Batches;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ImportConfig;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.evaluation.OfflineStream;
import org.spikelink.sensors.simulate.CameraOptions;
import org.spikelink.sensors.simulate.Gesture;
import org.spikelink.sensors.simulate.SimulateOptions;
import org.spikelink.sensors.simulate.SimulatedFolder;
import org.spikelink.tools.demo.Gestures;

/**
 * Recordings as the streams of as many sensors, and a model for them: N-MNIST and a network imported from PyTorch
 * where {@code shared.dir} has them, otherwise simulated gestures and the model that ships with Spikelink.
 *
 * @param model that knows what the recordings show
 * @param recordings one a stream, of all classes
 * @param play how they are cut into batches: about thirty each
 */
record SensorStreams(Model model, List<Recording> recordings, PlayOptions play) {
    /** Batches by which the sensors of one group begin later than those of the group before. */
    private static final int STAGGER = 10;

    private static final int GROUPS = 4;

    private static final long SEED = 1;

    /** Gestures take longer than digits do. */
    private static final long GESTURE_BATCH_US = 25_000;

    /** {@code count} recordings; those that must be simulated go into {@code folder}. */
    static SensorStreams load(int count, Path folder) {
        Path shared = Path.of(System.getProperty("shared.dir", "absent"));
        Path train = shared.resolve(Path.of("data", "nmnist", "train"));
        Path models = shared.resolve("models");
        return Files.isDirectory(train) && Files.isDirectory(models)
                ? digits(count, train, models)
                : gestures(count, folder.resolve("gestures"));
    }

    private static SensorStreams digits(int count, Path train, Path models) {
        TorchCheckpoint parameters = TorchCheckpoint.read(models.resolve("nmnist-128.pt"));
        ImportConfig document = ImportConfig.read(models.resolve("nmnist-128.json"));
        Model model = ModelImport.of(parameters, document).model();
        return new SensorStreams(model, spread(count, train), PlayOptions.DEFAULTS);
    }

    private static SensorStreams gestures(int count, Path folder) {
        Model model = Gestures.model();
        InputSpec.Events input = (InputSpec.Events) model.document().input();
        int each = Gesture.values().length;
        SimulateOptions options =
                new SimulateOptions(
                        List.of(Gesture.values()),
                        (count + each - 1) / each,
                        CameraOptions.of(new SensorSize(input.width(), input.height())),
                        SEED);
        SimulatedFolder.write(folder, options, each, () -> {});
        return new SensorStreams(
                model, spread(count, folder), PlayOptions.of(input, GESTURE_BATCH_US));
    }

    private static List<Recording> spread(int count, Path folder) {
        List<Recording> all = RecordingFiles.find(folder).recordings();
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }

    /**
     * All batches in the order of sending: the streams take turns. Groups of streams begin one after the other, so
     * that at any moment some are in the middle of a window and some have ended.
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

    private List<SensorBatch> batches(Recording recording) {
        List<SensorBatch> batches = new ArrayList<>();
        try (Batches sent = recording.batches(play)) {
            sent.forEachRemaining(batches::add);
        }
        return batches;
    }

    /**
     * What the job must write, all layers' spikes with it: the same batches stepped here, one stream after the other.
     */
    Outputs expected() {
        StepperOptions options = StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL);
        StreamStepper stepper = new StreamStepper(model, options, (network, row) -> {});
        OfflineStream offline = new OfflineStream(stepper, play);
        Outputs outputs = new Outputs();
        recordings.forEach(recording -> offline.run(recording, outputs));
        return outputs;
    }
}
