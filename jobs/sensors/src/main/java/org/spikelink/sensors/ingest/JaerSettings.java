package org.spikelink.sensors.ingest;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of jAER's unicast output (AEUnicastOutput). By default a datagram is a 32-bit sequence number and
 * pairs of 32-bit address and 32-bit time in µs, most significant byte first. The multicast output always sends this.
 *
 * @param different the settings that differ from the defaults
 */
public record JaerSettings(Set<Setting> different) {
    /** jAER's defaults. */
    public static final JaerSettings DEFAULTS = new JaerSettings(Set.of());

    /** A setting that differs from the default. */
    public enum Setting {
        /** "Use sequence number" is off. */
        NO_SEQUENCE,
        /** "Use timestamps" is off: events get the time at which their datagram arrives. */
        NO_TIMESTAMPS,
        /** "Address first" is off. */
        TIMESTAMP_FIRST,
        /** "Swap bytes" is on: the least significant byte comes first. */
        SWAP_BYTES,
        /** "Use 4 byte address and timestamp" is off: addresses have 16 bits. */
        TWO_BYTES;

        /** As the user writes it. */
        String option() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Throws {@link IllegalArgumentException} for settings with which jAER sends incomplete events. */
    public JaerSettings {
        different = different.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(different));
        if (different.contains(Setting.TWO_BYTES)
                && (different.contains(Setting.TIMESTAMP_FIRST)
                        || different.contains(Setting.SWAP_BYTES))) {
            throw new IllegalArgumentException(
                    "jAER loses bits of addresses or times when it sends 2-byte addresses with the time first or swapped"
                            + " bytes; use 4-byte addresses");
        }
    }

    /**
     * Parses the names of settings.
     *
     * @throws IllegalArgumentException for an unknown name
     */
    public static JaerSettings parse(List<String> names) {
        EnumSet<Setting> different = EnumSet.noneOf(Setting.class);
        names.forEach(name -> different.add(setting(name)));
        return new JaerSettings(different);
    }

    private static Setting setting(String name) {
        for (Setting setting : Setting.values()) {
            if (setting.option().equals(name)) {
                return setting;
            }
        }
        throw new IllegalArgumentException(
                "--jaer must be of %s (got %s)"
                        .formatted(
                                EnumSet.allOf(Setting.class).stream()
                                        .map(Setting::option)
                                        .collect(Collectors.joining(", ")),
                                name));
    }

    boolean has(Setting setting) {
        return different.contains(setting);
    }
}
