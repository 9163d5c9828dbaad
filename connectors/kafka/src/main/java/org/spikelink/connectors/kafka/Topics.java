package org.spikelink.connectors.kafka;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Names of the Kafka topics that a job uses: 1 to 249 of the characters {@code a-z A-Z 0-9 . _ -}.
 *
 * @param sensors read: event batches
 * @param spikes written: spike batches
 * @param classes written: classifications
 * @param rejected written: records that could not be used
 */
public record Topics(String sensors, String spikes, String classes, String rejected)
        implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Pattern LEGAL = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    /** Throws {@link IllegalArgumentException} where Kafka would refuse a name. */
    public Topics {
        check("sensors", sensors);
        check("spikes", spikes);
        check("classes", classes);
        check("rejected", rejected);
        if (sensors.equals(spikes) || sensors.equals(classes) || sensors.equals(rejected)) {
            throw new IllegalArgumentException(
                    "topic sensors must not be written to as well (got %s for both)"
                            .formatted(sensors));
        }
    }

    /** The names used where none are given. */
    public static Topics defaults() {
        return new Topics(
                "spikelink.sensors", "spikelink.spikes", "spikelink.classes", "spikelink.rejected");
    }

    private static void check(String role, String name) {
        if (!LEGAL.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "topic %s must be 1 to 249 letters, digits, '.', '_' or '-' (got \"%s\")"
                            .formatted(role, name));
        }
    }
}
