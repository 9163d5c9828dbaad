package org.spikelink.cli.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The values of {@code --choose}: options with several values each, of which the best combination is chosen. */
final class Alternatives {
    private static final int MOST = 64;

    private Alternatives() {}

    /**
     * All combinations, each as values by option; one without options if nothing is to be chosen.
     *
     * @param texts {@code NAME=VALUE|VALUE...} for each option
     */
    static List<Map<String, String>> combinations(List<String> texts) {
        List<Map<String, String>> all = List.of(Map.of());
        for (String text : texts) {
            int equals = text.indexOf('=');
            String name = text.substring(0, Math.max(0, equals)).strip();
            String[] values = text.substring(equals + 1).split("\\|", -1);
            if (name.isEmpty() || values.length < 2) {
                throw new IllegalArgumentException(
                        "choose must be NAME=VALUE|VALUE..., quoted for the shell (got '%s')"
                                .formatted(text));
            }
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> before : all) {
                for (String value : values) {
                    Map<String, String> combination = new LinkedHashMap<>(before);
                    combination.put(name, value.strip());
                    longer.add(combination);
                }
            }
            all = longer;
        }
        if (all.size() > MOST) {
            throw new IllegalArgumentException(
                    "choose must have at most %d combinations (got %d)"
                            .formatted(MOST, all.size()));
        }
        return all;
    }

    /** A combination as a user would type it. */
    static String text(Map<String, String> combination) {
        return combination.entrySet().stream()
                .map(e -> "--" + e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(" "));
    }
}
