package org.spikelink.core.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.spikelink.core.model.StateQuant;

/** The arguments of snnTorch's {@code state_quant} as the golden files' metadata give them. */
public final class GoldenStateQuant {
    private GoldenStateQuant() {}

    /** Null where the metadata say none; keys left out have snnTorch's defaults. */
    public static StateQuant of(String metadata) {
        if (metadata.equals("none")) {
            return null;
        }
        StateQuant q = StateQuant.DEFAULTS;
        for (Map.Entry<String, JsonNode> argument : parse(metadata).properties()) {
            q = with(q, argument.getKey(), argument.getValue());
        }
        return q;
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    private static StateQuant with(StateQuant q, String key, JsonNode v) {
        boolean multiplier = key.equals("multiplier");
        if (!multiplier
                && !java.util.Set.of(
                                "num_bits",
                                "uniform",
                                "thr_centered",
                                "threshold",
                                "lower_limit",
                                "upper_limit")
                        .contains(key)) {
            throw new IllegalStateException("unknown argument of state_quant: " + key);
        }
        return new StateQuant(
                key.equals("num_bits") ? v.intValue() : q.numBits(),
                key.equals("uniform") ? v.booleanValue() : q.uniform(),
                key.equals("thr_centered") ? v.booleanValue() : q.thrCentered(),
                key.equals("threshold") ? v.doubleValue() : q.threshold(),
                key.equals("lower_limit") ? v.doubleValue() : q.lowerLimit(),
                key.equals("upper_limit") ? v.doubleValue() : q.upperLimit(),
                multiplier && !v.isNull() ? (Double) v.doubleValue() : q.multiplier());
    }
}
