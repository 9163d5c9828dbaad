package org.spikelink.core.bins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.InputSpec;

/** Counts per input, drained in ascending order, against a sorted map. */
final class ActiveInputsTest {
    private static final int LARGE = 1280 * 720 * 2;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 4095, 4096, 4097, 9000, LARGE})
    void inputsComeOutAscendingWithTheirCounts(int size) {
        ActiveInputs inputs = new ActiveInputs(size);
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Map<Integer, Integer> expected = new TreeMap<>();
            for (int n = random.nextInt(3000); n > 0; n--) {
                int index = index(random, size, seed);
                expected.merge(index, 1, Integer::sum);
                inputs.add(index);
            }
            if (seed % 2 == 1) {
                inputs = savedAndLoaded(inputs, size);
            }
            boolean binary = seed % 3 == 0;
            FrameGroup frame = new FrameGroup();
            inputs.drainTo(frame, binary ? InputSpec.Value.BINARY : InputSpec.Value.COUNT);
            frame.endStream(0);
            check(frame, expected, binary, "seed " + seed + " size " + size);
        }
    }

    /** Spread over all inputs, crowded, or at both ends. */
    private static int index(SplittableRandom random, int size, int seed) {
        return switch (seed % 3) {
            case 0 -> random.nextInt(size);
            case 1 -> random.nextInt(Math.min(size, 100));
            default -> random.nextBoolean() ? size - 1 : 0;
        };
    }

    private static ActiveInputs savedAndLoaded(ActiveInputs inputs, int size) {
        BinState state = new BinState();
        inputs.save(state);
        FrameGroup nothing = new FrameGroup();
        inputs.drainTo(nothing, InputSpec.Value.COUNT);
        nothing.endStream(0);
        assertThat(nothing.end(0)).as("empty once saved").isZero();
        ActiveInputs other = size == LARGE ? inputs : new ActiveInputs(size);
        other.load(state);
        return other;
    }

    private static void check(
            FrameGroup frame, Map<Integer, Integer> expected, boolean binary, String what) {
        List<Integer> indices = new ArrayList<>();
        for (int n = frame.start(0); n < frame.end(0); n++) {
            int index = frame.indices()[n];
            indices.add(index);
            assertThat(frame.values()[n])
                    .as("%s, input %d", what, index)
                    .isEqualTo(binary ? 1 : expected.get(index));
        }
        assertThat(indices).as(what).containsExactlyElementsOf(expected.keySet());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000_000, 999_999_999})
    void countsStopAtTheLargestInputAModelTakes(int many) {
        BinState state = new BinState();
        state.indices = new int[] {3};
        state.counts = new int[] {many};
        ActiveInputs inputs = new ActiveInputs(10);
        inputs.load(state);
        for (int n = 0; n < 5; n++) {
            inputs.add(3);
        }
        inputs.save(state);
        assertThat(state.counts).containsExactly(1_000_000_000);
        inputs.load(state);
        inputs.add(3);
        FrameGroup frame = new FrameGroup();
        inputs.drainTo(frame, InputSpec.Value.COUNT);
        assertThat(frame.values()[0]).isEqualTo(1e9f);
    }
}
