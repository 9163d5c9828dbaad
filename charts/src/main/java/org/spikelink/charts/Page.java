package org.spikelink.charts;

import java.util.Base64;

/** A picture as a page that follows the reader's choice of light and dark. */
final class Page {
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
            <meta name="viewport" content="width=device-width"><title>%1$s</title><style>
            body { margin: 0; display: grid; place-items: center; min-height: 100vh; background: %2$s; }
            img { width: %3$dpx; max-width: 100%%; height: auto; }
            @media (prefers-color-scheme: dark) { body { background: %4$s; } }
            </style></head><body><picture>
            <source media="(prefers-color-scheme: dark)" srcset="%5$s">
            <img alt="%1$s" src="%6$s">
            </picture></body></html>
            """;

    private Page() {}

    static String of(Picture picture) {
        return PAGE.formatted(
                escape(picture.title()),
                css(ChartTheme.LIGHT),
                picture.width(),
                css(ChartTheme.DARK),
                data(picture, ChartTheme.DARK),
                data(picture, ChartTheme.LIGHT));
    }

    private static String data(Picture picture, ChartTheme theme) {
        return "data:image/png;base64,"
                + Base64.getEncoder().encodeToString(PictureFile.png(picture, theme));
    }

    private static String css(ChartTheme theme) {
        return "#%06x".formatted(theme.ground().getRGB() & 0xffffff);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
