package org.spikelink.core.bits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;

/**
 * Whatever the convolution, its neurons, their inputs and the streams that step with them: plain and vector kernel,
 * dense and fused, give the bits of the definition. {@code -Dbits.cases=N} draws more cases, {@code -Dbits.seed=N}
 * others.
 */
final class ImageBitsTest {
    private static final int CASES = Integer.getInteger("bits.cases", 250);
    private static final long SEED = Long.getLong("bits.seed", 1);

    private long compared;
    private long spikes;
    private long unreached;
    private int fused;
    private int poolsFused;

    @Test
    void everyWayToStepHasTheBitsOfTheDefinition() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int n = 0; n < CASES; n++) {
            ImageCase drawn = ImageCase.draw(random);
            check("seed " + SEED + ", case " + n + ", " + drawn, drawn);
            if (drawn.leaky().stateless()) {
                ImageCase covered = drawn.covered();
                check("seed " + SEED + ", case " + n + ", " + covered, covered);
            }
        }
        assertThat(compared).as("values compared").isGreaterThan(10_000L * CASES);
        assertThat(spikes).as("spikes compared").isGreaterThan(100L * CASES);
        assertThat(unreached).as("spikes of the bias alone").isGreaterThan(CASES);
        assertThat(fused).as("cases fused").isGreaterThan(CASES / 4);
        assertThat(poolsFused).as("cases with pooling fused").isGreaterThan(CASES / 8);
    }

    private void check(String name, ImageCase c) {
        ImageChain chain = new ImageChain(c.conv(), c.convWeights());
        ImageRun plain = new ImageRun(c, KernelChoice.Kind.PLAIN, ImageRun.Fused.NONE);
        ImageRun zeros = new ImageRun(c, KernelChoice.Kind.VECTOR, ImageRun.Fused.NONE);
        ImageRun[] others = {
            new ImageRun(c, KernelChoice.Kind.VECTOR, ImageRun.Fused.NONE),
            new ImageRun(c, KernelChoice.Kind.PLAIN, ImageRun.Fused.NEURONS),
            new ImageRun(c, KernelChoice.Kind.VECTOR, ImageRun.Fused.NEURONS),
            new ImageRun(c, KernelChoice.Kind.PLAIN, ImageRun.Fused.POOLING),
            new ImageRun(c, KernelChoice.Kind.VECTOR, ImageRun.Fused.POOLING)
        };
        fused += others[2].isFused() ? 1 : 0;
        poolsFused += others[4].poolsFused() ? 1 : 0;
        RandomFrames frames = c.frames();
        for (int t = 0; t < c.steps(); t++) {
            String step = name + ", step " + t;
            FrameGroup x = frames.next();
            plain.step(x);
            checkChain(step, chain, x, plain);
            for (ImageRun other : others) {
                other.step(x);
                checkSame(step, x, plain, other);
            }
            zeros.step(c.withZeros(x));
            checkSame(step + ", zeros listed", x, plain, zeros);
            spikes += plain.spk.inputs();
        }
    }

    private void checkChain(String step, ImageChain chain, FrameGroup x, ImageRun run) {
        long operations = 0;
        for (int b = 0; b < x.streams(); b++) {
            float[] expected = chain.outputs(x, b);
            float[] got =
                    Arrays.copyOfRange(run.values.values(), run.values.start(b), run.values.end(b));
            assertThat(bits(got)).as(step).isEqualTo(bits(expected));
            operations += chain.operations(x, b);
            unreached += x.start(b) == x.end(b) ? run.spk.end(b) - run.spk.start(b) : 0;
            compared += expected.length;
        }
        assertThat(run.operations(x)).as(step).isEqualTo(operations);
    }

    private static void checkSame(String step, FrameGroup x, ImageRun expected, ImageRun run) {
        if (!run.isFused()) {
            same(step + ", values", expected.values, run.values);
            assertThat(run.membranes()).as(step).isEqualTo(expected.membranes());
        }
        if (!run.poolsFused()) {
            same(step + ", spikes", expected.spk, run.spk);
        }
        assertThat(run.spikes()).as(step).isEqualTo(expected.spikes());
        same(step + ", pooled", expected.pooled, run.pooled);
        assertThat(run.operations(x)).as(step).isEqualTo(expected.operations(x));
    }

    private static void same(String what, FrameGroup expected, FrameGroup got) {
        assertThat(got.streams()).as(what).isEqualTo(expected.streams());
        for (int b = 0; b < got.streams(); b++) {
            assertThat(got.end(b)).as(what).isEqualTo(expected.end(b));
        }
        int n = got.inputs();
        assertThat(Arrays.copyOf(got.indices(), n))
                .as(what)
                .isEqualTo(Arrays.copyOf(expected.indices(), n));
        assertThat(bits(Arrays.copyOf(got.values(), n)))
                .as(what)
                .isEqualTo(bits(Arrays.copyOf(expected.values(), n)));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int n = 0; n < values.length; n++) {
            bits[n] = Float.floatToRawIntBits(values[n]);
        }
        return bits;
    }
}
