package org.spikelink.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.kernel.KernelChoice.Kind;

final class ChainsTest {
    private static final int OFFSET = 3;
    private static final Chains PLAIN = Chains.of(Kind.PLAIN);
    private static final Chains VECTOR = Chains.of(Kind.VECTOR);

    private final SplittableRandom random = new SplittableRandom(11);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 40, 131, 300})
    void vectorsAddActiveInputsWithTheBitsOfPlainLoops(int n) {
        float[] w = random(OFFSET + 20 * n);
        int[] indices = {0, 3, 4, 5, 11, 12, 19};
        float[] values = random(indices.length);
        float[] plain = random(OFFSET + n);
        float[] vector = plain.clone();
        PLAIN.addActive(plain, OFFSET, n, w, OFFSET, indices, values, 1, indices.length);
        VECTOR.addActive(vector, OFFSET, n, w, OFFSET, indices, values, 1, indices.length);
        assertThat(bits(vector)).as("n = %d", n).isEqualTo(bits(plain));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 40, 131, 300})
    void vectorsMultiplyDenseInputsWithTheBitsOfPlainLoops(int n) {
        for (int rows = 1; rows <= 9; rows++) {
            float[] w = random(OFFSET + 13 * n);
            float[] x = random(OFFSET + rows * 13);
            float[] plain = random(OFFSET + rows * n);
            float[] vector = plain.clone();
            PLAIN.addProduct(plain, OFFSET, n, w, OFFSET, x, OFFSET, rows, 13);
            VECTOR.addProduct(vector, OFFSET, n, w, OFFSET, x, OFFSET, rows, 13);
            assertThat(bits(vector)).as("n = %d, rows = %d", n, rows).isEqualTo(bits(plain));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 40, 131})
    void vectorsActivateWithTheBitsOfPlainLoops(int n) {
        float[] x = random(OFFSET + n + 1);
        x[OFFSET] = 200;
        x[OFFSET + n - 1] = -200;
        float[] plain = x.clone();
        float[] vector = x.clone();
        PLAIN.sigmoid(plain, OFFSET, n);
        VECTOR.sigmoid(vector, OFFSET, n);
        assertThat(bits(vector)).as("sigmoid, n = %d", n).isEqualTo(bits(plain));
        PLAIN.decay(x, plain, OFFSET, n);
        VECTOR.decay(x, vector, OFFSET, n);
        assertThat(bits(vector)).as("decay, n = %d", n).isEqualTo(bits(plain));
    }

    private float[] random(int n) {
        float[] values = new float[n];
        for (int j = 0; j < n; j++) {
            values[j] = (float) (4 * random.nextDouble() - 2);
        }
        return values;
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(n -> Float.floatToRawIntBits(values[n]))
                .toArray();
    }
}
