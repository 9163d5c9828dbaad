package org.spikelink.tests.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.model.file.ModelJsonWriter;
import org.spikelink.core.model.file.Safetensors;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.evaluation.ModelChanges;
import org.spikelink.tools.demo.Gestures;

/**
 * Cameras that see noise in one long session each, and versions of a model with short windows: streams may change their
 * model every few steps. One thread may send while another makes versions.
 */
final class RolloutStreams {
    static final String MODEL = "gestures";

    /** It sends nothing for a while. */
    static final String IDLE = "idle";

    private static final int STREAMS = 11;
    private static final int EVENTS = 12;
    private static final long BATCH_US = 7_000; // no divisor of a bin
    private static final DecisionSpec WINDOWS = new DecisionSpec(4, 2, false);

    private final SplittableRandom random;
    private final List<Model> versions = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<SensorBatch> all = new ArrayList<>();

    /** The same for the same seed. */
    RolloutStreams(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Another version of the model, with other weights. */
    synchronized Model newVersion() {
        Model shipped = Gestures.model();
        ModelDocument document =
                shipped.document()
                        .with(shipped.document().readout(), WINDOWS)
                        .withVersion(Integer.toString(versions.size() + 1));
        Safetensors file = Safetensors.parse(ModelFile.bytes(shipped));
        float[] weights = file.tensors().get("layers.0.weight_ih").values();
        for (int n = 0; n < weights.length; n++) {
            weights[n] *= 1 + 0.2f * versions.size();
        }
        Map<String, String> metadata =
                Map.of("spikelink", ModelJsonWriter.write(document).toString());
        Model version = ModelFile.parse(new Safetensors(metadata, file.tensors()).toBytes());
        versions.add(version);
        return version;
    }

    synchronized Model newestVersion() {
        return versions.get(versions.size() - 1);
    }

    /** The streams that send. */
    static Set<String> streams(boolean withIdle) {
        Set<String> streams = new LinkedHashSet<>();
        for (int n = 0; n < STREAMS; n++) {
            streams.add("cam-" + n);
        }
        if (withIdle) {
            streams.add(IDLE);
        }
        return streams;
    }

    /** The next batch of each stream, in the order of sending. */
    synchronized List<SensorBatch> turn(boolean withIdle) {
        return turn(withIdle, false);
    }

    /** The last batch of each stream. */
    synchronized List<SensorBatch> last() {
        return turn(true, true);
    }

    private List<SensorBatch> turn(boolean withIdle, boolean end) {
        List<SensorBatch> batches = new ArrayList<>();
        streams(withIdle).forEach(stream -> batches.add(batch(stream, end)));
        all.addAll(batches);
        return batches;
    }

    private SensorBatch batch(String stream, boolean end) {
        long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
        long startUs = BATCH_US * sequence;
        return new SensorBatch(
                stream,
                1,
                sequence,
                startUs,
                startUs + BATCH_US,
                end,
                events(),
                new Origin("sensors", 0, sequence, startUs / 1_000),
                new byte[0]);
    }

    private PackedEvents events() {
        InputSpec.Events input = (InputSpec.Events) versions.get(0).document().input();
        long[] offsetsUs = random.longs(EVENTS, 0, BATCH_US).toArray();
        Arrays.sort(offsetsUs);
        byte[] bytes = new byte[PackedEvents.BYTES_PER_EVENT * EVENTS];
        for (int n = 0; n < EVENTS; n++) {
            PackedEvents.put(
                    bytes,
                    PackedEvents.BYTES_PER_EVENT * n,
                    PackedEvents.pack(
                            offsetsUs[n],
                            random.nextInt(input.width()),
                            random.nextInt(input.height()),
                            random.nextBoolean()));
        }
        return new PackedEvents(bytes);
    }

    /** What the job must have written of all batches, if these are the changes. */
    synchronized Outputs expected(Collection<ModelChanges.Change> changes) {
        StreamStepper stepper =
                new ModelChanges(versions, List.copyOf(changes))
                        .stepper(
                                versions.get(0),
                                StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL),
                                StepObserver.NONE);
        Outputs outputs = new Outputs();
        Map<String, StreamState> states = new HashMap<>();
        for (SensorBatch batch : all) {
            states.put(batch.stream(), stepper.advance(states.get(batch.stream()), batch, outputs));
        }
        return outputs;
    }
}
