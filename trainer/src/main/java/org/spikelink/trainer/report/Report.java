package org.spikelink.trainer.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.spikelink.charts.ChartTheme;
import org.spikelink.charts.Picture;
import org.spikelink.charts.PictureFile;
import org.spikelink.charts.PictureFormat;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.core.io.FileFailure;
import org.spikelink.evaluation.ConfidenceReport;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.evaluation.chart.ConfidencePicture;
import org.spikelink.evaluation.confidence.ConfidenceStudy;
import org.spikelink.trainer.learn.LayerActivity;
import org.spikelink.trainer.run.TrainingException;

/** The report of a training: {@code report.html}, a self-contained page, and its plots as PNG files. */
public final class Report {
    private final ReportData data;
    private final Map<String, Drawing> drawings = new LinkedHashMap<>();
    private final Map<String, byte[]> pictures = new LinkedHashMap<>();

    private Report(ReportData data) {
        this.data = data;
    }

    /**
     * Writes the page and its plots into a folder, which is created if it does not exist.
     *
     * @return the page
     * @throws TrainingException if they cannot be written
     */
    public static Path write(ReportData data, Path folder) {
        Report report = new Report(data);
        String page = report.page();
        Path file = folder.resolve("report.html");
        try {
            Files.createDirectories(folder);
            for (Drawing drawing : report.drawings.values()) {
                AtomicFile.write(folder.resolve(drawing.name() + ".png"), drawing.png());
            }
            for (Map.Entry<String, byte[]> picture : report.pictures.entrySet()) {
                AtomicFile.write(folder.resolve(picture.getKey() + ".png"), picture.getValue());
            }
            AtomicFile.write(file, page.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new TrainingException(
                    folder + ": cannot be written (" + FileFailure.unwritten(e) + ")", e);
        }
        return file;
    }

    private String page() {
        StringBuilder body = new StringBuilder();
        body.append(cards()).append(results()).append(warnings());
        if (data.test() != null) {
            body.append(Html.section("Test set", confusion(data.test(), "test-")));
        }
        body.append(Html.section(capital(data.measuredOn()), confusion(data.confusion(), "")));
        if (data.confidence() != null) {
            body.append(
                    Html.section(
                            "Confidence ("
                                    + (data.test() == null ? data.measuredOn() : ReportResult.TEST)
                                    + ")",
                            confidence(data.confidence())));
        }
        body.append(Html.section("Learning curves", curves()));
        body.append(Html.section("One recording of each class", examples()));
        body.append(Html.section("Neurons (" + data.measuredOn() + ")", activity()));
        if (data.model().document().bands() != null) {
            body.append(Html.section("Bands of activity", BandTable.html(data.model().document())));
        }
        body.append(Html.section("How it was made", facts()));
        return Html.page(
                "Training of " + data.model().document().id(),
                data.facts().getOrDefault("data", ""),
                body.toString());
    }

    /** The network's accuracies, large. */
    private String cards() {
        StringBuilder cards = new StringBuilder("<div class=\"cards\">");
        for (ReportResult result : data.results()) {
            if (result.method().equals(ReportResult.NETWORK)) {
                cards.append(
                        String.format(
                                Locale.ROOT,
                                "<div class=\"card result\">%s accuracy<b>%.1f&nbsp;%%</b>"
                                        + "<span>&plusmn; %.1f sampling error, %,d %s</span></div>%n",
                                Html.escape(capital(result.of())),
                                100 * result.accuracy(),
                                100 * result.samplingError(),
                                result.number(),
                                counted()));
            }
        }
        return cards.append("</div>\n").toString();
    }

    private String counted() {
        return data.confusion().isPerStep() ? "steps" : "recordings";
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** All methods, unless the cards say it all. */
    private String results() {
        if (data.results().stream()
                .allMatch(
                        r -> r.method().equals(ReportResult.NETWORK) && Double.isNaN(r.spread()))) {
            return "";
        }
        StringBuilder rows =
                new StringBuilder("<table><tr><th>measured on</th><th>method</th><th>accuracy</th>")
                        .append(
                                "<th>sampling error</th><th>standard error over seeds or folds</th>")
                        .append("<th>" + counted() + "</th></tr>");
        for (ReportResult result : data.results()) {
            rows.append(
                    String.format(
                            Locale.ROOT,
                            "<tr><td>%s</td><td>%s</td><td>%.2f %%</td><td>&plusmn; %.2f</td><td>%s</td><td>%,d</td></tr>",
                            Html.escape(result.of()),
                            Html.escape(result.method()),
                            100 * result.accuracy(),
                            100 * result.samplingError(),
                            Double.isNaN(result.spread())
                                    ? "-"
                                    : String.format(
                                            Locale.ROOT, "&plusmn; %.2f", 100 * result.spread()),
                            result.number()));
        }
        return Html.section("Results", "<div class=\"card\">" + rows + "</table></div>");
    }

    private String warnings() {
        if (data.warnings().isEmpty()) {
            return "";
        }
        StringBuilder items = new StringBuilder();
        data.warnings().forEach(w -> items.append("<li>").append(Html.escape(w)).append("</li>"));
        return "<div class=\"warnings\"><b>Warnings</b><ul>" + items + "</ul></div>\n";
    }

    private String facts() {
        StringBuilder rows = new StringBuilder("<div class=\"card\"><table class=\"facts\">");
        data.facts().forEach((name, value) -> rows.append(Html.row(name, value)));
        return rows.append("</table></div>\n").toString();
    }

    private String confusion(ConfusionMatrix found, String prefix) {
        String about =
                String.format(
                        Locale.ROOT,
                        "<p class=\"note\">Accuracy %.1f %% (%,d of %,d). The shade of a cell is its share of the true class.</p>",
                        100 * found.accuracy(),
                        found.correct(),
                        found.total());
        return about
                + "<div class=\"pair\">"
                + plot(ConfusionChart.drawing(prefix + "confusion", found), "square")
                + "<div class=\"card numbers\">"
                + ClassTable.html(found)
                + "</div></div>\n";
    }

    private String curves() {
        LearningCurves curves = new LearningCurves(data.history(), data.bestEpoch());
        return plots(
                plot(curves.accuracy(), ""),
                plot(curves.loss(), ""),
                plot(curves.gradients(), ""),
                plot(curves.rates(), ""));
    }

    /** Reliability before and after calibration, and what answering less or sooner costs. */
    private String confidence(ConfidenceStudy study) {
        Picture picture = new ConfidencePicture(data.model().document().id(), study);
        byte[] light = PictureFile.bytes(PictureFormat.PNG, picture, ChartTheme.LIGHT);
        pictures.put("confidence", light);
        return "<p class=\"note\">"
                + Html.escape(ConfidenceReport.calibration(study))
                + ".</p>\n"
                + Html.picture(
                        "confidence",
                        light,
                        PictureFile.bytes(PictureFormat.PNG, picture, ChartTheme.DARK));
    }

    private String activity() {
        StringBuilder rows =
                new StringBuilder(
                        "<table class=\"n\"><tr><th>layer</th><th>neurons</th><th>spikes per neuron and step</th>"
                                + "<th>dead (never fire)</th><th>saturated (fire in nearly every step)</th></tr>");
        StringBuilder histograms = new StringBuilder();
        for (LayerActivity layer : data.activity()) {
            rows.append(
                    String.format(
                            Locale.ROOT,
                            "<tr><td>%d</td><td>%d</td><td>%.4f</td><td>%d</td><td>%d</td></tr>",
                            layer.layer() + 1,
                            layer.rates().length,
                            layer.mean(),
                            layer.dead(),
                            layer.saturated()));
            histograms.append(plot(RateHistogram.drawing(layer), ""));
        }
        return "<div class=\"card\" style=\"margin-bottom: 1rem\">"
                + rows
                + "</table></div>\n"
                + plots(histograms.toString());
    }

    private String examples() {
        StringBuilder cards = new StringBuilder();
        int n = 0;
        for (ReportData.Example example : data.examples()) {
            cards.append(example(example, n++));
        }
        boolean images = data.model().document().input().image().isPresent();
        String input =
                images
                        ? "the input in slices of equal time from left to right (<b class=\"on\">ON</b>, <b class=\"off\">OFF</b> events)"
                        : "the input, channels from top to bottom (<b class=\"on\">positive</b>, <b class=\"off\">negative</b>)";
        return "<p class=\"note\">From top to bottom: "
                + input
                + ", the spikes of each layer, and the membrane potential of the class, of its strongest rival and of all others"
                + " (grey).</p><div class=\"plots wide\">"
                + cards
                + "</div>\n";
    }

    private String example(ReportData.Example example, int n) {
        Drawing activity = new ActivityChart(data.model(), example).drawing("class-" + n);
        drawings.put(activity.name(), activity);
        return "<div class=\"card plot\" id=\"%s\"><h3>%s</h3><figcaption>%s</figcaption>%s%s</div>\n"
                .formatted(
                        activity.name(),
                        title(example),
                        Html.escape(example.name()),
                        Html.frames(
                                InputPicture.of(data.model().document().input(), example.input())),
                        activity.svg());
    }

    private static String title(ReportData.Example example) {
        if (example.predicted() == null) {
            return "each step has a label";
        }
        String label = Html.escape(example.label());
        return example.label().equals(example.predicted())
                ? label
                : label
                        + " <span class=\"wrong\">predicted as "
                        + Html.escape(example.predicted())
                        + "</span>";
    }

    private String plot(Drawing drawing, String kind) {
        drawings.put(drawing.name(), drawing);
        return Html.plot(drawing, kind);
    }

    private static String plots(String... plots) {
        return "<div class=\"plots\">" + String.join("", plots) + "</div>\n";
    }
}
