package org.spikelink.trainer.report;

import java.awt.image.BufferedImage;

/** Pieces of a page. */
final class Html {
    private static final String STYLE =
            """
            * { box-sizing: border-box; }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); margin: 0; padding: 1.5rem clamp(1rem, 3vw, 3rem) 4rem; }
            h1 { font-size: 1.7rem; line-height: 1.2; margin: 0; }
            h2 { font-size: 1.2rem; margin: 2.6rem 0 .8rem; }
            h3 { font-size: 1rem; margin: 0 0 .5rem; }
            p.about, figcaption, .note { color: var(--faint); margin: .3rem 0 1rem; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { text-align: left; padding: .3em 1.4em .3em 0; border-bottom: 1px solid var(--grid); vertical-align: top; }
            th { font-weight: 600; color: var(--faint); }
            .n th:nth-child(n+2), .n td:nth-child(n+2) { text-align: right; }
            .n td:first-child { overflow-wrap: anywhere; }
            .n tr:last-child td { border-bottom: 0; }
            .facts { width: 100%; } .facts td:first-child { color: var(--faint); white-space: nowrap; width: 1%; }
            .facts td:last-child { overflow-wrap: anywhere; font-family: ui-monospace, monospace; font-size: .87em; }
            .cards { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1.4rem 0; }
            .card { background: var(--card); border: 1px solid var(--grid); border-radius: 10px; padding: 1rem 1.3rem; overflow-x: auto; }
            .result { min-width: 13rem; } .result b { display: block; font-size: 2.3rem; line-height: 1.2; font-weight: 650; }
            .result:first-child { border-color: var(--c0); } .result:first-child b { color: var(--c0); }
            .result span { color: var(--faint); }
            .warnings { background: var(--warn); border-left: 4px solid var(--c1); border-radius: 4px; padding: .7rem 1.2rem; margin: 1rem 0; }
            .warnings ul { margin: .3rem 0 0; padding-left: 1.2rem; }
            .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1rem; align-items: start; }
            .plots.wide { grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); }
            .pair { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }
            .plot svg { display: block; width: 100%; min-width: 26rem; height: auto; }
            .plot picture img { max-width: 100%; height: auto; }
            .plot svg text { font-family: system-ui, sans-serif; }
            .plot.square { flex: 1 1 30rem; max-width: 56rem; } .pair .numbers { flex: 1 1 24rem; } .numbers table { width: 100%; }
            svg image, .frames img { image-rendering: pixelated; }
            .frames { display: flex; gap: 8px; margin: .4rem 0 .6rem; }
            .frames img { flex: 1 1 0; min-width: 0; width: 100%; background: var(--page); border: 1px solid var(--grid); border-radius: 4px; }
            .frames img.series { height: 120px; }
            .on { color: #e8762b; } .off { color: #2b8cdb; }
            .wrong { color: var(--c1); }
            @media print { body { background: none; } .card { break-inside: avoid; } }
            """;

    private Html() {}

    /** A page that needs no other file; its title is also the heading. */
    static String page(String title, String about, String body) {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>"
                + escape(title)
                + "</title><style>\n"
                + Theme.css()
                + STYLE
                + "</style></head><body>\n<h1>"
                + escape(title)
                + "</h1>\n<p class=\"about\">"
                + escape(about)
                + "</p>\n"
                + body
                + "</body></html>\n";
    }

    static String section(String title, String content) {
        return "<h2>" + escape(title) + "</h2>\n" + content + "\n";
    }

    /** A chart in a box of its own. */
    static String plot(Drawing drawing, String kind) {
        return "<div class=\"card plot %s\" id=\"%s\">%s</div>\n"
                .formatted(kind, drawing.name(), drawing.svg());
    }

    /** A picture in a box of its own, in the theme of the page. */
    static String picture(String name, byte[] light, byte[] dark) {
        return ("<div class=\"card plot\" id=\"%s\"><picture><source media=\"screen and (prefers-color-scheme: dark)\""
                        + " srcset=\"%s\"><img alt=\"%s\" src=\"%s\"></picture></div>\n")
                .formatted(name, Pixels.dataUri(dark), name, Pixels.dataUri(light));
    }

    /** Pictures side by side, enlarged. */
    static String frames(BufferedImage... pictures) {
        StringBuilder html = new StringBuilder("<div class=\"frames\">");
        for (BufferedImage picture : pictures) {
            html.append(
                    "<img%s alt=\"input\" src=\"%s\">"
                            .formatted(
                                    pictures.length == 1 ? " class=\"series\"" : "",
                                    Pixels.dataUri(picture)));
        }
        return html.append("</div>\n").toString();
    }

    static String row(String name, String value) {
        return "<tr><td>" + escape(name) + "</td><td>" + escape(value) + "</td></tr>\n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
