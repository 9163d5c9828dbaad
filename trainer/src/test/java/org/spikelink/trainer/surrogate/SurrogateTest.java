package org.spikelink.trainer.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.SurrogateSpec;

final class SurrogateTest {
    private static float[] derivatives(Surrogate surrogate, long draw, float... x) {
        float[] values = x.clone();
        surrogate.differentiate(values, values.length, draw);
        return values;
    }

    private static Surrogate of(String kind, Map<String, Double> arguments) {
        return Surrogate.of(new SurrogateSpec(kind, arguments));
    }

    @Test
    void isAtanWithAlpha2WhereAModelNamesNone() {
        assertThat(Surrogate.of(null)).isEqualTo(new Atan(2));
        assertThat(derivatives(Surrogate.of(null), 0, 0)).containsExactly(1f);
    }

    @Test
    void takesArgumentsByTheirNames() {
        assertThat(of("SFS", Map.of("B", -0.5))).isEqualTo(new Sfs(25, -0.5));
        assertThat(of("LSO", Map.of())).isEqualTo(new Lso(0.1));
    }

    @Test
    void rejectsUnknownSurrogates() {
        assertThatThrownBy(() -> of("relu", Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("surrogate.kind must be atan")
                .hasMessageContaining("'relu'");
        assertThatThrownBy(() -> of("atan", Map.of("slope", 1.0)))
                .isInstanceOf(ModelException.class)
                .hasMessage("surrogate.slope is not an argument of atan");
        assertThatThrownBy(() -> of("atan", Map.of("alpha", 0.0)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("surrogate.alpha of atan must be above 0");
    }

    @Test
    void sigmoidIsFiniteFarFromTheThreshold() {
        assertThat(derivatives(new Sigmoid(25), 0, -1000, 0, 1000)).containsExactly(0f, 6.25f, 0f);
    }

    @Test
    void stochasticDerivativesDependOnSeedAndDrawAlone() {
        Surrogate sso = new Sso(0, 0.2, 7);
        float[] x = {-1, -2, 0.5f, -3};
        float[] first = derivatives(sso, 1, x);
        assertThat(first[2]).isEqualTo(1f);
        assertThat(first[0]).isBetween(-0.1f, 0.1f);
        assertThat(derivatives(sso, 1, x)).isEqualTo(first);
        assertThat(derivatives(sso, 2, x)).isNotEqualTo(first);
        assertThat(derivatives(new Sso(0, 0.2, 8), 1, x)).isNotEqualTo(first);
    }

    @Test
    void anyLambdaWillDo() {
        assertThat(derivatives(new Custom(x -> 3 * x), 0, 1, 2)).containsExactly(3f, 6f);
    }
}
