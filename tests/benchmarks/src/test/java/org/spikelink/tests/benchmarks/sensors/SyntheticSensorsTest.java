package org.spikelink.tests.benchmarks.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;

class SyntheticSensorsTest {
    /** The benches count steps and outputs by it. */
    @Test
    void everyBatchButTheFirstClosesOneBin() {
        int batches = 91;
        Model model = BenchModel.small(32);
        SyntheticSensors sensors = new SyntheticSensors(model, 14);
        StreamStepper stepper =
                new StreamStepper(model, StepperOptions.DEFAULTS, StepObserver.NONE);
        List<Outgoing> outputs = new ArrayList<>();
        StreamState state = null;
        for (int n = 0; n < batches; n++) {
            state = stepper.advance(state, sensors.batch(5, n, n), outputs::add);
        }
        assertThat(stepper.counters().events()).isEqualTo(14L * batches);
        assertThat(stepper.counters().steps()).isEqualTo(batches - 1);
        assertThat(stepper.counters().spikes()).isPositive();
        assertThat(outputs).filteredOn(SpikeBatch.class::isInstance).hasSize(batches - 1);
        assertThat(outputs).filteredOn(Classification.class::isInstance).hasSize(3);
        assertThat(sensors.batch(5, 3, 0)).isEqualTo(sensors.batch(5, 3, 0));
    }
}
