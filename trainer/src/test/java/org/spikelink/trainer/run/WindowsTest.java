package org.spikelink.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.item.LabelledSequence;

class WindowsTest {
    private static final DecisionSpec RESET = new DecisionSpec(3, 3, true);

    /** Step t has the one active input t, of value 10 t. */
    private static final LabelledSequence EIGHT_STEPS = steps(8);

    @Test
    void fullWindowsAreThoseOfTheJob() {
        List<LabelledSequence> windows = Windows.of(EIGHT_STEPS, RESET);

        assertThat(windows).hasSize(2);
        assertThat(windows.get(1).indices()).containsExactly(3, 4, 5);
        assertThat(windows.get(1).values()).containsExactly(30, 40, 50);
        assertThat(windows.get(1).ends()).containsExactly(1, 2, 3);
        assertThat(windows.get(1).labels()).containsExactly(7);
    }

    @Test
    void aRandomWindowMayBeginAnywhere() {
        SplittableRandom random = new SplittableRandom(2);
        Set<Integer> begins = new HashSet<>();
        for (int n = 0; n < 200; n++) {
            LabelledSequence window = Windows.draw(EIGHT_STEPS, RESET, random);
            assertThat(window.steps()).isEqualTo(3);
            begins.add(window.indices()[0]);
        }
        assertThat(begins).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aNetworkThatRunsOnSeesTheWholeRecording() {
        DecisionSpec overlapping = new DecisionSpec(3, 2, false);

        assertThat(Windows.of(EIGHT_STEPS, overlapping)).containsExactly(EIGHT_STEPS);
        assertThat(Windows.draw(EIGHT_STEPS, overlapping, new SplittableRandom(1)))
                .isSameAs(EIGHT_STEPS);
        assertThat(Windows.of(steps(2), RESET)).hasSize(1);
    }

    @Test
    void aSampleHasAtMost128WindowsAnd20000StepsButAtLeastOneWindow() {
        DecisionSpec runsOn = new DecisionSpec(3, 2, false);

        assertThat(Windows.sample(examples(300, 10), runsOn, 1)).hasSize(128);
        assertThat(Windows.sample(examples(300, 1_000), runsOn, 1)).hasSize(20);
        assertThat(Windows.sample(examples(2, 30_000), runsOn, 1)).hasSize(1);
        assertThat(Windows.sample(examples(2, 10), runsOn, 1)).hasSize(2);
    }

    private static List<Example> examples(int count, int steps) {
        return Collections.nCopies(count, new Recorded("", 7, steps(steps)));
    }

    private record Recorded(String name, int label, LabelledSequence sequence) implements Example {
        @Override
        public LabelledSequence augmented(SplittableRandom random) {
            return sequence;
        }
    }

    private static LabelledSequence steps(int steps) {
        int[] ends = new int[steps];
        int[] indices = new int[steps];
        float[] values = new float[steps];
        for (int t = 0; t < steps; t++) {
            ends[t] = t + 1;
            indices[t] = t;
            values[t] = 10 * t;
        }
        return new LabelledSequence("eight", ends, indices, values, new int[] {7});
    }
}
