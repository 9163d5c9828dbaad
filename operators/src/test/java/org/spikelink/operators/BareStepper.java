package org.spikelink.operators;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepCounters;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;

/** What the operator must equal: core's stepper with its states in a map, without Flink. */
public final class BareStepper {
    private final StreamStepper stepper;
    private final Map<String, StreamState> states = new HashMap<>();
    private final List<Outgoing> outputs = new ArrayList<>();

    public BareStepper(Model model, StepperOptions options) {
        stepper = new StreamStepper(model, options, StepObserver.NONE);
    }

    /** With a stepper that knows several models. */
    BareStepper(StreamStepper stepper) {
        this.stepper = stepper;
    }

    /** Steps each batch on its own. */
    public BareStepper feed(List<SensorBatch> batches) {
        for (SensorBatch batch : batches) {
            StreamState before = states.get(batch.stream());
            states.put(batch.stream(), stepper.advance(before, batch, outputs::add));
        }
        return this;
    }

    /** The state of one stream, live. */
    public StreamState state(String stream) {
        return states.get(stream);
    }

    /** What was sent so far, in order. */
    public List<Outgoing> outputs() {
        return outputs;
    }

    StepCounters counters() {
        return stepper.counters();
    }

    Map<String, List<String>> outputsByStream() {
        return byStream(outputs);
    }

    /** Each stream's outputs in their order; that of different streams may differ. */
    static Map<String, List<String>> byStream(List<? extends Outgoing> outputs) {
        Map<String, List<String>> byStream = new TreeMap<>();
        for (Outgoing output : outputs) {
            byStream.computeIfAbsent(output.stream(), stream -> new ArrayList<>())
                    .add(RecordText.of(output));
        }
        return byStream;
    }
}
