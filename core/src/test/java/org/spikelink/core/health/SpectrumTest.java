package org.spikelink.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpectrumTest {
    private final Spectrum spectrum = new Spectrum();

    @Test
    void aFlickeringLightIsFoundAmongNoise() {
        for (double hz : new double[] {21, 50, 99.6, 100, 120.3, 200, 250}) {
            spectrum.analyse(slices(hz, 20, 10, 1));
            assertThat(spectrum.hz()).as("%f Hz", hz).isCloseTo((float) hz, within(0.2f));
            assertThat(spectrum.share()).isBetween(0.3f, 1f);
        }
    }

    @Test
    void noiseHasNoFrequency() {
        for (int seed = 0; seed < 200; seed++) {
            spectrum.analyse(slices(100, 0, 30, seed));
            assertThat(spectrum.hz()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void aSlowChangeIsNoFlicker() {
        spectrum.analyse(slices(3, 1000, 10, 1));
        assertThat(spectrum.hz()).isZero();
        spectrum.analyse(new short[Spectrum.SLICES]);
        assertThat(spectrum.hz()).isZero();
    }

    @Test
    void thePowerIsThatOfAPlainFourierTransform() {
        short[] slices = slices(100, 25, 20, 3);
        double mean = 0;
        for (short slice : slices) {
            mean += slice / 512.0;
        }
        double line = 0;
        double all = 0;
        for (int k = 1; k < 256; k++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < 512; n++) {
                double angle = 2 * Math.PI * k * n / 512;
                double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / 512);
                re += hann * (slices[n] - mean) * Math.cos(angle);
                im -= hann * (slices[n] - mean) * Math.sin(angle);
            }
            all += re * re + im * im;
            line += Math.abs(k - 100) <= 2 ? re * re + im * im : 0;
        }
        spectrum.analyse(slices);
        assertThat(spectrum.hz()).isCloseTo(100, within(0.1f));
        assertThat(spectrum.share()).isCloseTo((float) (line / all), within(1e-5f));
    }

    /** A sine of this amplitude and normal noise, in events of each slice. */
    private static short[] slices(double hz, double amplitude, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        short[] slices = new short[Spectrum.SLICES];
        for (int n = 0; n < slices.length; n++) {
            double sine = amplitude * Math.sin(2 * Math.PI * hz * n / Spectrum.SLICES);
            slices[n] = (short) Math.round(sine + noise * random.nextGaussian());
        }
        return slices;
    }
}
