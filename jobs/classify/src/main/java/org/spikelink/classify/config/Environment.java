package org.spikelink.classify.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Settings from environment variables: {@code SPIKELINK_LINGER} is {@code spikelink.linger}, {@code
 * SPIKELINK_PROPERTIES_SASL_MECHANISM} is {@code spikelink.properties.sasl.mechanism}.
 */
final class Environment {
    private static final String PREFIX = "SPIKELINK_";
    private static final String PROPERTIES = "PROPERTIES_";

    /**
     * The launcher's variables, and those that Kubernetes sets in every pod for a service whose name begins with
     * spikelink.
     */
    private static final Pattern NOT_OURS =
            Pattern.compile(
                    "SPIKELINK_(JAVA_OPTS|(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT|PORT_\\d+_(TCP|UDP|SCTP)(_.*)?))");

    private Environment() {}

    static List<Setting> read(Map<String, String> variables) {
        List<Setting> settings = new ArrayList<>();
        new TreeMap<>(variables)
                .forEach(
                        (name, value) -> {
                            if (isOurs(name)) {
                                settings.add(new Setting(key(name), value, name));
                            }
                        });
        return settings;
    }

    private static boolean isOurs(String name) {
        return name.startsWith(PREFIX)
                && (name.startsWith(PREFIX + PROPERTIES) || !NOT_OURS.matcher(name).matches());
    }

    private static String key(String name) {
        String rest = name.substring(PREFIX.length());
        return rest.startsWith(PROPERTIES)
                ? Settings.PROPERTIES + lower(rest.substring(PROPERTIES.length())).replace('_', '.')
                : JobOption.PREFIX + lower(rest).replace('_', '-');
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
