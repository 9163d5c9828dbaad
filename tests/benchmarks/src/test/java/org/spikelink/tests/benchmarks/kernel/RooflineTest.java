package org.spikelink.tests.benchmarks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RooflineTest {
    private static final double FAR = 1e9;

    @Test
    void aloneItReadsAllOfUAndTheActiveRows() {
        KernelCase shape = new KernelCase(700, 128, 14, 1);
        double bytes = 4.0 * 4 * 128 * 128 / 100 + 4.0 * 4 * 128 * 14 / 50;
        assertThat(Roofline.ns(shape, FAR, 100, 50)).isEqualTo(bytes);
    }

    @Test
    void fourStreamsShareOneReadOfU() {
        KernelCase shape = new KernelCase(700, 128, 14, 64);
        double bytes = 4.0 * 4 * 128 * 128 / 4 / 100 + 4.0 * 4 * 128 * 14 / 50;
        assertThat(Roofline.ns(shape, FAR, 100, 50)).isEqualTo(bytes);
    }

    @Test
    void theLongerOfArithmeticAndBytesCounts() {
        KernelCase shape = new KernelCase(700, 128, 14, 64);
        assertThat(Roofline.ns(shape, 60, FAR, FAR)).isEqualTo(4.0 * 128 * (128 + 14) / 60);
    }
}
