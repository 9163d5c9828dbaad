package org.spikelink.trainer.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.golden.GoldenFile;
import org.spikelink.trainer.surrogate.Surrogate;

final class SurrogateGoldenTest {
    private static final GoldenFile FILE =
            GoldenFile.read(GoldenFile.folder().resolve("surrogate.safetensors"));

    static List<String> names() {
        return FILE.tensors().keySet().stream()
                .filter(name -> name.startsWith("grad."))
                .map(name -> name.substring("grad.".length()))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasTheDerivativeThatSnnTorchComputes(String name) {
        String kind = name.replaceAll("_-?[0-9.]+$", "");
        Surrogate surrogate = GoldenCase.surrogate(kind, FILE.metadata().get(name));
        float[] expected = FILE.values("grad." + name);
        float[] actual = FILE.values("x").clone();
        surrogate.differentiate(actual, actual.length, 0);
        double largest = GoldenCase.largest(expected);
        for (int n = 0; n < expected.length; n++) {
            assertThat((double) actual[n])
                    .as("%s at x = %s", name, FILE.values("x")[n])
                    .isCloseTo(expected[n], within(1e-4 * largest + 1e-7));
        }
    }
}
