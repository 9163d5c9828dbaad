package org.spikelink.trainer.surrogate;

import java.util.HashMap;
import java.util.Map;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.SurrogateSpec;

/** Reads a surrogate's arguments, with snnTorch's names and defaults. */
final class SurrogateArguments {
    private final String kind;
    private final Map<String, Double> left;

    private SurrogateArguments(SurrogateSpec spec) {
        kind = spec.kind();
        left = new HashMap<>(spec.arguments());
    }

    static Surrogate read(SurrogateSpec spec) {
        SurrogateArguments given = new SurrogateArguments(spec);
        Surrogate surrogate = given.surrogate();
        if (!given.left.isEmpty()) {
            throw new ModelException(
                    "surrogate.%s is not an argument of %s"
                            .formatted(given.left.keySet().iterator().next(), given.kind));
        }
        return surrogate;
    }

    private Surrogate surrogate() {
        return switch (kind) {
            case "atan" -> new Atan(take("alpha", 2));
            case "fast_sigmoid" -> new FastSigmoid(take("slope", 25));
            case "sigmoid" -> new Sigmoid(take("slope", 25));
            case "straight_through_estimator" -> new StraightThrough();
            case "triangular" -> new Triangular(take("threshold", 1));
            case "spike_rate_escape" -> new SpikeRateEscape(take("beta", 1), take("slope", 25));
            case "heaviside" -> new Heaviside();
            case "LSO" -> new Lso(take("slope", 0.1));
            case "SSO" -> new Sso(take("mean", 0), take("variance", 0.2), (long) take("seed", 0));
            case "SFS" -> new Sfs(take("slope", 25), take("B", 1));
            default ->
                    throw new ModelException(
                            ("surrogate.kind must be atan, fast_sigmoid, sigmoid, straight_through_estimator,"
                                            + " triangular, spike_rate_escape, heaviside, LSO, SSO or SFS (got '%s')")
                                    .formatted(kind));
        };
    }

    private double take(String name, double otherwise) {
        Double value = left.remove(name);
        return value == null ? otherwise : value;
    }

    static void positive(String kind, String name, double value) {
        if (!(value > 0 && value <= 1e9)) {
            throw invalid(kind, name, "above 0, at most 1e9", value);
        }
    }

    static void finite(String kind, String name, double value) {
        if (!(Math.abs(value) <= 1e9)) {
            throw invalid(kind, name, "finite, at most 1e9", value);
        }
    }

    private static ModelException invalid(String kind, String name, String rule, double value) {
        return new ModelException(
                "surrogate.%s of %s must be %s (got %s)".formatted(name, kind, rule, value));
    }
}
