package org.spikelink.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.core.kernel.KernelChoice.Kind;

/**
 * Layers of all sizes and options: every bit of syn, mem and spk is the same on both kernels, alone and in any group.
 * The profile {@code soak} draws many more cases than {@value #USUAL_CASES}.
 */
final class SameBitsTest {
    private static final int USUAL_CASES = 100;
    private static final int CASES = Integer.getInteger("bits.cases", USUAL_CASES);
    private static final LayerCase.Limits LIMITS = new LayerCase.Limits(3000, 600, 130);

    @Test
    void everyKernelAndGroupGivesTheSameBits() {
        long values = 0;
        long spikes = 0;
        int largestHidden = 0;
        int largestGroup = 0;
        for (long seed = 0; seed < CASES; seed++) {
            LayerCase drawn = LayerCase.draw(seed, LIMITS);
            LayerTrace expected = LayerTrace.alone(drawn, Kind.PLAIN);
            check(seed, drawn, "vector, alone", expected, LayerTrace.alone(drawn, Kind.VECTOR));
            for (Kind kind : Kind.values()) {
                LayerTrace group = LayerTrace.together(drawn, kind, new SplittableRandom(seed));
                check(seed, drawn, kind + ", in a group", expected, group);
            }
            values += expected.values();
            spikes += expected.spikes();
            largestHidden = Math.max(largestHidden, drawn.spec().hidden());
            largestGroup = Math.max(largestGroup, drawn.streams());
        }
        assertThat(values).as("values compared, three times").isGreaterThan(500_000);
        assertThat(spikes).as("spikes compared, three times").isGreaterThan(10_000);
        assertThat(largestHidden).isGreaterThan(400);
        assertThat(largestGroup).isGreaterThan(100);
    }

    private static void check(
            long seed, LayerCase drawn, String what, LayerTrace expected, LayerTrace actual) {
        assertThat(actual.sameBitsAs(expected))
                .as(
                        "%s has the bits of plain, alone: seed %d, %s, %d streams",
                        what, seed, drawn.spec(), drawn.streams())
                .isTrue();
    }
}
