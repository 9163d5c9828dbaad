package org.spikelink.trainer.report;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The colours of a page, light and dark, as CSS variables; charts are drawn in the light ones. */
final class Theme {
    /** The colours of {@link ChartStyle#color} on a dark page, as light as they must be to be seen. */
    private static final String[] DARK = {
        "#4da3e0", "#f08a3c", "#2fc79a", "#e39cc4", "#f2b632", "#86cbf2", "#a3a9b2", "#b08be0",
        "#d08a5c", "#c3ccd8"
    };

    private static final String DASHES = "--";

    private Theme() {}

    /** Declares all variables. */
    static String css() {
        StringBuilder light = new StringBuilder();
        StringBuilder dark = new StringBuilder();
        for (int n = 0; n < ChartStyle.colors(); n++) {
            light.append(DASHES).append("c%d: %s; ".formatted(n, hex(ChartStyle.color(n))));
            dark.append(DASHES).append("c%d: %s; ".formatted(n, DARK[n]));
        }
        return """
                :root { color-scheme: light dark; --page: #f5f7fa; --card: #ffffff; --ink: %s; --faint: %s; --grid: %s;
                  --band: %s; --warn: #fff4e5; %s}
                @media screen and (prefers-color-scheme: dark) {
                  :root { --page: #10151c; --card: #182029; --ink: #dde4ec; --faint: #9aa7b5; --grid: #2a3541;
                    --band: #3a4654; --warn: #33260f; %s}
                }
                """
                .formatted(
                        hex(ChartStyle.INK),
                        hex(ChartStyle.FAINT),
                        hex(ChartStyle.GRID),
                        hex(ChartStyle.BAND),
                        light,
                        dark);
    }

    /** The variable of each colour that a chart is drawn in, by the colour as an SVG has it. */
    static Map<String, String> variables() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("\"black\"", '"' + variable("ink") + '"');
        names.put(rgb(Color.BLACK), variable("ink"));
        names.put(rgb(ChartStyle.INK), variable("ink"));
        names.put(rgb(ChartStyle.FAINT), variable("faint"));
        names.put(rgb(ChartStyle.GRID), variable("grid"));
        names.put(rgb(ChartStyle.BAND), variable("band"));
        for (int n = 0; n < ChartStyle.colors(); n++) {
            names.put(rgb(ChartStyle.color(n)), variable("c" + n));
        }
        return names;
    }

    private static String variable(String name) {
        return "var(" + DASHES + name + ")";
    }

    private static String rgb(Color color) {
        return "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
    }

    private static String hex(Color color) {
        return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
    }
}
