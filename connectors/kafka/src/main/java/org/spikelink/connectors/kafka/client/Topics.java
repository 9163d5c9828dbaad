package org.spikelink.connectors.kafka.client;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of the Kafka topics that a job uses: 1 to 249 of the characters {@code a-z A-Z 0-9 . _ -}.
 *
 * @param sensors read: event batches
 * @param spikes written: spike batches
 * @param classes written: classifications
 * @param rejected written: records that could not be used
 * @param health written by jobs that measure it: the health of sensors
 * @param shadow written by jobs whose streams may change their model: classifications of models that run beside
 */
public record Topics(
        String sensors,
        String spikes,
        String classes,
        String rejected,
        String health,
        String shadow)
        implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Pattern LEGAL = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    /** With the name of the classes and {@code .shadow} for those of shadows. */
    public Topics(String sensors, String spikes, String classes, String rejected, String health) {
        this(sensors, spikes, classes, rejected, health, classes + ".shadow");
    }

    /** With the default name for the health of sensors. */
    public Topics(String sensors, String spikes, String classes, String rejected) {
        this(sensors, spikes, classes, rejected, "spikelink.health");
    }

    /** Throws {@link IllegalArgumentException} if Kafka would reject a name. */
    public Topics {
        check("sensors", sensors);
        check("spikes", spikes);
        check("classes", classes);
        check("rejected", rejected);
        check("health", health);
        check("shadow", shadow);
        if (List.of(spikes, classes, rejected, health, shadow).contains(sensors)) {
            throw new IllegalArgumentException(
                    "topic sensors must not be written to as well (got %s for both)"
                            .formatted(sensors));
        }
    }

    /** The default names. */
    public static Topics defaults() {
        return new Topics(
                "spikelink.sensors", "spikelink.spikes", "spikelink.classes", "spikelink.rejected");
    }

    /** These topics, with another one for the classes of shadows. */
    public Topics withShadow(String topic) {
        return new Topics(sensors, spikes, classes, rejected, health, topic);
    }

    /** All six. */
    public List<String> all() {
        return List.of(sensors, spikes, classes, rejected, health, shadow);
    }

    /** Those that every job uses: all but {@link #health} and {@link #shadow}. */
    public List<String> ofEveryJob() {
        return List.of(sensors, spikes, classes, rejected);
    }

    private static void check(String role, String name) {
        if (!LEGAL.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "topic %s must be 1 to 249 letters, digits, '.', '_' or '-' (got \"%s\")"
                            .formatted(role, name));
        }
    }
}
