package org.spikelink.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.kernel.slstm.Quantizer;

final class StateQuantGoldenTest {
    private static final float TOLERANCE = 1e-6f;

    /** Where levels crowd (8 bits around the threshold) the file leaves some out; how near a listed one those lie. */
    private static final float UNLISTED = 4e-6f;

    private static final GoldenFile FILE =
            GoldenFile.read(GoldenFile.folder().resolve("state_quant.safetensors"));

    static Stream<String> names() {
        return FILE.tensors().keySet().stream()
                .filter(key -> key.startsWith("levels."))
                .map(key -> key.substring("levels.".length()))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void levelsAreThoseOfSnnTorch(String name) {
        float[] levels = quantizer(name).levels();
        float[] expected = FILE.values("levels." + name);
        assertThat(levels.length).isBetween(expected.length, allLevels(name));
        for (float level : expected) {
            assertThat(nearest(levels, level))
                    .as("%s level %s", name, level)
                    .isCloseTo(level, within(TOLERANCE));
        }
        for (float level : levels) {
            assertThat(nearest(expected, level))
                    .as("%s level %s", name, level)
                    .isCloseTo(level, within(UNLISTED));
        }
    }

    private static int allLevels(String name) {
        return 1 << GoldenStateQuant.of(FILE.metadata().get(name)).numBits();
    }

    private static float nearest(float[] values, float x) {
        float nearest = values[0];
        for (float value : values) {
            nearest = Math.abs(value - x) < Math.abs(nearest - x) ? value : nearest;
        }
        return nearest;
    }

    @ParameterizedTest
    @MethodSource("names")
    void valuesGoToTheSameLevelAsInSnnTorch(String name) {
        Quantizer quantizer = quantizer(name);
        float[] x = FILE.values("x." + name);
        float[] expected = FILE.values("q." + name);
        assertThat(x).hasSameSizeAs(expected).isNotEmpty();
        for (int n = 0; n < x.length; n++) {
            assertThat(quantizer.apply(x[n]))
                    .as("%s of %s", name, x[n])
                    .isCloseTo(expected[n], within(TOLERANCE));
        }
    }

    private static Quantizer quantizer(String name) {
        return Quantizer.of(GoldenStateQuant.of(FILE.metadata().get(name)));
    }
}
