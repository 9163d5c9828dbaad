package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.operators.TestModels.BIN_US;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.operators.state.StreamStateSerializer;

/** What a stream costs while it runs and once its session has ended. */
class StateSizeTest {
    /** Version, a flag, session, sequence, timestamp, step, partition, model. */
    private static final int ENDED_BYTES = 1 + 1 + 4 * 8 + 4 + 2 * 8;

    @Test
    void anEndedSessionKeepsItsNumbersOnly() throws IOException {
        BareStepper stepper = new BareStepper(TestModels.events(), StepperOptions.DEFAULTS);
        BatchBuilder sensor = new BatchBuilder("sensor");
        stepper.feed(List.of(sensor.at(0, 5, 9), sensor.at(BIN_US)));
        assertThat(bytes(stepper.state("sensor"))).isGreaterThan(200);
        SensorBatch end = sensor.end().at(2 * BIN_US);
        stepper.feed(List.of(end));
        assertThat(bytes(stepper.state("sensor"))).isEqualTo(ENDED_BYTES);
        assertThat(stepper.state("sensor").ended()).isTrue();
        assertThat(stepper.state("sensor").session()).isEqualTo(end.session());
        assertThat(stepper.state("sensor").lastSequence()).isEqualTo(end.sequence());
    }

    @ParameterizedTest
    @EnumSource(StepSetup.Backend.class)
    void snapshotsShrinkWhenSessionsEnd(StepSetup.Backend backend) throws Exception {
        int streams = 100;
        try (StepHarness harness = StepHarness.start(new StepSetup().with(backend))) {
            BatchBuilder[] sensors = new BatchBuilder[streams];
            for (int n = 0; n < streams; n++) {
                sensors[n] = new BatchBuilder("sensor-" + n);
                harness.feed(sensors[n].at(0));
            }
            long running = harness.savepoint().getStateSize();
            for (BatchBuilder sensor : sensors) {
                harness.feed(sensor.end().at(BIN_US));
            }
            long ended = harness.savepoint().getStateSize();
            assertThat(running - ended).isGreaterThan(200L * streams);
            assertThat(harness.streams()).isEqualTo(streams);
        }
    }

    private static int bytes(StreamState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        new StreamStateSerializer().serialize(state, out);
        return out.length();
    }
}
