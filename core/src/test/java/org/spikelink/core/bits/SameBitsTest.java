package org.spikelink.core.bits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;

/**
 * Whatever the layer, its inputs and the streams that step with it: every stream has, bit for bit, the syn, mem and
 * spikes that the plain kernel gives it alone. {@code -Dbits.cases=N} draws more cases, {@code -Dbits.seed=N} others;
 * a case that differs is made smaller before it is shown.
 */
final class SameBitsTest {
    private static final int CASES = Integer.getInteger("bits.cases", 250);
    private static final long SEED = Long.getLong("bits.seed", 1);

    private long compared;
    private long spikes;

    @Test
    void everyStreamHasTheBitsOfThePlainKernelAlone() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int n = 0; n < CASES; n++) {
            LayerCase drawn = LayerCase.draw(random, Shape.Limits.LARGE);
            String name = "seed " + SEED + ", case " + n + ", " + drawn;
            try {
                difference(drawn).ifPresent(found -> fail(name, found, smallest(drawn)));
            } catch (RuntimeException e) {
                throw new AssertionError(name, e);
            }
        }
        assertThat(compared).as("values compared").isGreaterThan(25_000L * CASES);
        assertThat(spikes).as("spikes compared").isGreaterThan(1_000L * CASES);
    }

    private void fail(String name, String difference, LayerCase smallest) {
        throw new AssertionError(
                String.format(
                        "%s: %s%nsmallest: %s: %s",
                        name, difference, smallest, difference(smallest).orElseThrow()));
    }

    /** The first difference between the plain kernel alone and any other way to step the case, in words. */
    private Optional<String> difference(LayerCase c) {
        LayerRun expected = LayerRun.alone(c, KernelChoice.Kind.PLAIN);
        List<LayerRun> others = new ArrayList<>();
        for (KernelChoice.Kind kernel : KernelChoice.Kind.values()) {
            others.add(LayerRun.together(c, kernel));
            if (kernel != KernelChoice.Kind.PLAIN) {
                others.add(LayerRun.alone(c, kernel));
            }
        }
        RandomFrames frames = c.frames();
        Optional<String> difference = Optional.empty();
        for (int t = 0; t < c.shape().steps() && difference.isEmpty(); t++) {
            String step = "step " + t + ", ";
            difference = differenceInOneStep(frames.next(), expected, others).map(step::concat);
        }
        return difference;
    }

    private Optional<String> differenceInOneStep(
            FrameGroup x, LayerRun expected, List<LayerRun> others) {
        expected.step(x);
        Optional<String> difference = expected.wrongSpikes(x);
        for (LayerRun other : others) {
            other.step(x);
            difference = difference.or(() -> other.differenceFrom(expected));
            compared += 2L * expected.hidden() * x.streams();
            spikes += expected.spikes();
        }
        return difference;
    }

    private LayerCase smallest(LayerCase differing) {
        LayerCase smallest = differing;
        Optional<LayerCase> smaller = Optional.of(differing);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smallest.smaller().filter(c -> difference(c).isPresent()).findFirst();
        }
        return smallest;
    }
}
