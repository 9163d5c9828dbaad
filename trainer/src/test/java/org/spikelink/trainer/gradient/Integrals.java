package org.spikelink.trainer.gradient;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.spikelink.core.model.SurrogateSpec;

/** The integral of each surrogate. */
final class Integrals {
    private Integrals() {}

    /** Null means the default, atan with alpha 2. */
    static DoubleUnaryOperator of(SurrogateSpec spec) {
        Map<String, Double> a = spec == null ? Map.of() : spec.arguments();
        double slope = a.getOrDefault("slope", 25.0);
        return switch (spec == null ? "atan" : spec.kind()) {
            case "atan" -> {
                double alpha = a.getOrDefault("alpha", 2.0);
                yield x -> Math.atan(Math.PI * alpha * x / 2) / Math.PI;
            }
            case "fast_sigmoid" -> x -> x / (1 + slope * Math.abs(x));
            case "sigmoid" -> x -> 1 / (1 + Math.exp(-slope * x));
            case "straight_through_estimator" -> x -> x;
            case "triangular" -> {
                double t = a.getOrDefault("threshold", 1.0);
                yield x -> -t * Math.abs(x);
            }
            case "spike_rate_escape" -> {
                double beta = a.getOrDefault("beta", 1.0);
                yield x ->
                        slope
                                / beta
                                * (x < 1
                                        ? Math.exp(beta * (x - 1))
                                        : 2 - Math.exp(-beta * (x - 1)));
            }
            case "heaviside" -> x -> Math.max(0, x);
            case "LSO" -> {
                double leak = a.getOrDefault("slope", 0.1);
                yield x -> x > 0 ? x : leak * x;
            }
            case "SFS" -> {
                double b = a.getOrDefault("B", 1.0);
                yield x -> Math.max(x, b) / (1 + slope * Math.abs(Math.max(x, b)));
            }
            default -> throw new IllegalArgumentException(spec.kind());
        };
    }
}
