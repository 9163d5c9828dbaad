package org.spikelink.core.bits;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;

/**
 * Steps many layers on this JVM's kernel and prints a CRC-32 of the bits of every syn, mem and spike. It must be the
 * same on every CPU, JVM and kernel; exits with 1 where it is not.
 *
 * <pre>
 * java --add-modules=jdk.incubator.vector -cp core/target/classes:core/target/test-classes \
 *     org.spikelink.core.bits.KernelCrc [large] [small] [images]
 * </pre>
 */
public final class KernelCrc {
    private static final long SEED = 20_260_101;

    private final CRC32 crc = new CRC32();
    private long values;
    private long spikes;

    private KernelCrc() {}

    /** A sequence of cases and its CRC. Only a change of what is drawn may change it, never one of a kernel. */
    enum Sequence {
        LARGE(Shape.Limits.LARGE, 100, 0x96fc14d0),
        /** Ends in time also where a fused multiply-add takes microseconds. */
        SMALL(Shape.Limits.SMALL, 12, 0x2ef42532),
        /** Convolutions, leaky neurons and pooling. */
        IMAGES(null, 40, 0xfd1e237a);

        private final Shape.Limits limits;
        private final int cases;
        private final int expected;

        Sequence(Shape.Limits limits, int cases, int expected) {
            this.limits = limits;
            this.cases = cases;
            this.expected = expected;
        }

        /** What is printed when the bits are right. */
        String right() {
            return String.format("%s: CRC %08x, as expected", this, expected);
        }

        private String wrong(int crc) {
            return String.format("%s: CRC %08x, must be %08x", this, crc, expected);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static void main(String[] names) {
        List<Sequence> sequences =
                names.length == 0
                        ? List.of(Sequence.values())
                        : Stream.of(names)
                                .map(name -> Sequence.valueOf(name.toUpperCase(Locale.ROOT)))
                                .toList();
        KernelChoice choice = KernelChoice.ofThisJvm();
        System.out.println(choice);
        boolean right = true;
        for (Sequence sequence : sequences) {
            KernelCrc sum = of(sequence, choice.kind());
            int crc = (int) sum.crc.getValue();
            System.out.println(crc == sequence.expected ? sequence.right() : sequence.wrong(crc));
            System.out.println("  of " + sum.values + " values, " + sum.spikes + " spikes");
            right &= crc == sequence.expected;
        }
        System.exit(right ? 0 : 1);
    }

    private static KernelCrc of(Sequence sequence, KernelChoice.Kind kernel) {
        SplittableRandom random = new SplittableRandom(SEED);
        KernelCrc sum = new KernelCrc();
        for (int n = 0; n < sequence.cases; n++) {
            if (sequence == Sequence.IMAGES) {
                sum.add(ImageCase.draw(random), kernel);
            } else {
                sum.add(LayerCase.draw(random, sequence.limits), kernel);
            }
        }
        return sum;
    }

    private void add(ImageCase c, KernelChoice.Kind kernel) {
        ImageRun run = new ImageRun(c, kernel, ImageRun.Fused.NONE);
        ImageRun fused = new ImageRun(c, kernel, ImageRun.Fused.NEURONS);
        RandomFrames frames = c.frames();
        for (int t = 0; t < c.steps(); t++) {
            FrameGroup x = frames.next();
            run.step(x);
            run.addTo(crc);
            fused.step(x);
            fused.addTo(crc);
            values += run.values.inputs();
            spikes += run.spk.inputs() + fused.spk.inputs();
        }
    }

    private void add(LayerCase c, KernelChoice.Kind kernel) {
        LayerRun run = LayerRun.together(c, kernel);
        RandomFrames frames = c.frames();
        for (int t = 0; t < c.shape().steps(); t++) {
            FrameGroup x = frames.next();
            run.step(x);
            run.addTo(crc);
            values += 2L * run.hidden() * x.streams();
            spikes += run.spikes();
        }
    }
}
