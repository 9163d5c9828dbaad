package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.layer.Initialization;
import org.spikelink.trainer.layer.TimeFields;

class TimeFieldsTest {
    private static final int INPUTS = 6;
    private static final int HIDDEN = 40;
    private static final int WINDOW = 10; // of Toy's models
    private static final int STEPS = 15;
    private static final Initialization FIELDS =
            Initialization.TORCH.withFanIn(1).withTimeFields(new TimeFields(2, 4));

    @Test
    void neuronsAreActiveInTheirFieldsOnly() {
        Trace.Layer layer = trace(Toy.slstm(INPUTS, HIDDEN)).layers().get(0);
        boolean[] begins = new boolean[WINDOW];
        for (int j = 1; j < HIDDEN; j++) {
            int neuron = j;
            List<Integer> active =
                    IntStream.range(0, layer.steps())
                            .filter(t -> Math.abs(layer.mem()[t * HIDDEN + neuron]) > 0.001)
                            .boxed()
                            .toList();
            assertThat(active).as("neuron %d", j).hasSizeBetween(2, 4);
            assertThat(active.get(active.size() - 1) - active.get(0))
                    .as("neuron %d", j)
                    .isEqualTo(active.size() - 1);
            assertThat(active.get(active.size() - 1)).isLessThan(WINDOW);
            begins[active.get(0)] = true;
        }
        assertThat(IntStream.range(0, WINDOW - 3)).allMatch(t -> begins[t]);
    }

    @Test
    void theClockCountsTheStepsOfTheWindow() {
        Trace.Layer layer = trace(Toy.slstm(INPUTS, HIDDEN)).layers().get(0);
        for (int t = 0; t < layer.steps(); t++) {
            assertThat(layer.mem()[t * HIDDEN])
                    .isEqualTo((float) Math.tanh((t + 1.0) / WINDOW), within(1e-5f));
        }
    }

    @Test
    void rejectsLayersInWhichTheClockCannotCount() {
        SlstmSpec resets = new SlstmSpec(INPUTS, HIDDEN, Reset.SUBTRACT, false, null, false, null);
        assertThatThrownBy(() -> trace(resets))
                .hasMessage("time-fields need slstm layers with reset none (got SUBTRACT)");
    }

    private static Trace trace(SlstmSpec spec) {
        LearningOptions options = LearningOptions.DEFAULTS.withInitialization(FIELDS);
        try (Learner learner =
                Learner.create(Toy.document(ReadoutSpec.Kind.SPIKE_COUNT, 1, spec), options, 3)) {
            return learner.trace(allActive());
        }
    }

    private static LabelledSequence allActive() {
        int[] ends = IntStream.rangeClosed(1, STEPS).map(t -> t * INPUTS).toArray();
        int[] indices = IntStream.range(0, STEPS * INPUTS).map(n -> n % INPUTS).toArray();
        float[] values = new float[indices.length];
        Arrays.fill(values, 1);
        return new LabelledSequence("all active", ends, indices, values, new int[] {0});
    }
}
