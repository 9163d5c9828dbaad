package org.spikelink.tests.endtoend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.playback.Batches;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;

/**
 * Recordings as batches, and what must come of them.
 *
 * @param recordings where the batches come from
 * @param batches all of them, streams interleaved as sensors would send them, each stream in order
 */
record Workload(List<Recording> recordings, List<SensorBatch> batches) {
    static final long SESSION = 1_700_000_000_000_000L;

    /** Every n-th N-MNIST recording, {@code count} of them, in batches of a bin's length. */
    static Workload nmnist(int count) {
        return nmnist(count, CutOptions.DEFAULT_BATCH_US);
    }

    /** Every n-th N-MNIST recording, {@code count} of them, in batches of {@code batchUs}. */
    static Workload nmnist(int count, long batchUs) {
        List<Recording> all =
                RecordingFiles.find(SharedData.path("data/nmnist/train")).recordings();
        List<Recording> chosen = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            chosen.add(all.get((int) ((long) n * all.size() / count)));
        }
        return of(chosen, new PlayOptions(SESSION, batchUs, PlayOptions.DEFAULT_PERIOD_US));
    }

    /** Any recordings, whose batches take turns. */
    static Workload of(List<Recording> recordings, PlayOptions options) {
        return new Workload(recordings, interleaved(recordings, options));
    }

    private static List<SensorBatch> interleaved(List<Recording> recordings, PlayOptions options) {
        List<List<SensorBatch>> streams = recordings.stream().map(r -> cut(r, options)).toList();
        List<SensorBatch> all = new ArrayList<>();
        int longest = streams.stream().mapToInt(List::size).max().orElse(0);
        for (int n = 0; n < longest; n++) {
            for (List<SensorBatch> stream : streams) {
                if (n < stream.size()) {
                    all.add(stream.get(n));
                }
            }
        }
        return all;
    }

    private static List<SensorBatch> cut(Recording recording, PlayOptions options) {
        List<SensorBatch> batches = new ArrayList<>();
        try (Batches sent = recording.batches(options)) {
            sent.forEachRemaining(batches::add);
        }
        return batches;
    }

    /** What one stepper gives for the batches, offline. */
    Outputs expected(Model model, StepperOptions options) {
        return expected(batches, model, options);
    }

    /** What one stepper gives for any batches, offline. */
    static Outputs expected(List<SensorBatch> batches, Model model, StepperOptions options) {
        return expected(List.of(), batches, model, options);
    }

    /** What one stepper gives for batches that follow others, offline. */
    static Outputs expected(
            List<SensorBatch> before,
            List<SensorBatch> batches,
            Model model,
            StepperOptions options) {
        Map<String, StreamState> states = states(before, model, options);
        Outputs outputs = new Outputs();
        step(batches, model, options, states, outputs);
        return outputs;
    }

    /** The streams' states after the batches. */
    static Map<String, StreamState> states(
            List<SensorBatch> batches, Model model, StepperOptions options) {
        Map<String, StreamState> states = new HashMap<>();
        step(batches, model, options, states, new Outputs());
        return states;
    }

    private static void step(
            List<SensorBatch> batches,
            Model model,
            StepperOptions options,
            Map<String, StreamState> states,
            Outputs outputs) {
        StreamStepper stepper = new StreamStepper(model, options, StepObserver.NONE);
        for (SensorBatch batch : batches) {
            states.put(
                    batch.stream(),
                    stepper.advance(states.get(batch.stream()), batch, outputs::add));
        }
    }
}
