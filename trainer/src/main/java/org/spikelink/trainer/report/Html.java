package org.spikelink.trainer.report;

import java.util.Base64;

/** Pieces of a page. */
final class Html {
    private static final String STYLE =
            """
            body { font: 15px/1.5 system-ui, sans-serif; color: #222b38; max-width: 1500px; margin: 2em auto; padding: 0 1em; }
            h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2em; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { text-align: left; padding: .2em .9em .2em 0; border-bottom: 1px solid #e3e7ed; vertical-align: top; }
            td:not(:first-child) { overflow-wrap: anywhere; }
            .warnings { background: #fff4e5; border-left: 4px solid #d55e00; padding: .6em 1.2em; }
            .plots { display: flex; flex-wrap: wrap; gap: 12px; }
            .plots img { max-width: 100%; width: 720px; height: auto; border: 1px solid #e3e7ed; }
            .plots img.square { width: auto; max-height: 900px; max-width: 900px; }
            code { background: #f3f5f8; padding: .1em .3em; }
            """;

    private Html() {}

    static String page(String title, String body) {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
                + escape(title)
                + "</title><style>\n"
                + STYLE
                + "</style></head><body>\n<h1>"
                + escape(title)
                + "</h1>\n"
                + body
                + "</body></html>\n";
    }

    static String section(String title, String content) {
        return "<h2>" + escape(title) + "</h2>\n" + content + "\n";
    }

    static String image(String name, byte[] png, boolean square) {
        return "<img%s alt=\"%s\" src=\"data:image/png;base64,%s\">\n"
                .formatted(
                        square ? " class=\"square\"" : "",
                        escape(name),
                        Base64.getEncoder().encodeToString(png));
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
