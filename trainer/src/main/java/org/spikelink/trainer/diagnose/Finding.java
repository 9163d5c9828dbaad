package org.spikelink.trainer.diagnose;

import java.util.Locale;
import java.util.Map;

/**
 * A reason why a network may not learn.
 *
 * @param what was found
 * @param figure that shows it
 * @param mend the options that mend it, as a user would type them
 * @param repair these options by name, if they are safe to apply without a look; else empty
 */
public record Finding(String what, String figure, String mend, Map<String, String> repair) {
    public Finding {
        repair = Map.copyOf(repair);
    }

    /** A finding whose mend needs a decision of the user. */
    static Finding advice(String what, String mend, String figure, Object... values) {
        return new Finding(what, String.format(Locale.ROOT, figure, values), mend, Map.of());
    }

    /** A finding that one option mends. */
    static Finding safe(String what, String option, String value, String figure, Object... values) {
        return new Finding(
                what,
                String.format(Locale.ROOT, figure, values),
                "--" + option + " " + value,
                Map.of(option, value));
    }
}
