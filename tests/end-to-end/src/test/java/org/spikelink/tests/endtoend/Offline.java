package org.spikelink.tests.endtoend;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.evaluation.ModelChanges;

/** What the batches of some streams give offline if their models change at given steps. */
final class Offline {
    private final StreamStepper stepper;
    private final Map<String, StreamState> states = new HashMap<>();

    /** Streams that start with the first of the models. */
    Offline(List<Model> models, StepperOptions options, Collection<ModelChanges.Change> changes) {
        stepper =
                new ModelChanges(models, List.copyOf(changes))
                        .stepper(models.get(0), options, StepObserver.NONE);
    }

    /** Outputs of the batches that come next. */
    Outputs step(List<SensorBatch> batches) {
        Outputs outputs = new Outputs();
        for (SensorBatch batch : batches) {
            states.put(
                    batch.stream(),
                    stepper.advance(states.get(batch.stream()), batch, outputs::add));
        }
        return outputs;
    }
}
