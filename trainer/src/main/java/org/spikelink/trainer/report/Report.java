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
    private final Map<String, byte[]> plots = new LinkedHashMap<>();

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
            for (Map.Entry<String, byte[]> plot : report.plots.entrySet()) {
                AtomicFile.write(folder.resolve(plot.getKey() + ".png"), plot.getValue());
            }
            AtomicFile.write(file, page.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new TrainingException(
                    folder + ": cannot be written (" + FileFailure.unwritten(e) + ")", e);
        }
        return file;
    }

    private String page() {
        LearningCurves curves = new LearningCurves(data.history(), data.bestEpoch());
        StringBuilder body = new StringBuilder();
        body.append(results());
        body.append(warnings()).append(facts());
        if (data.test() != null) {
            body.append(
                    Html.section(
                            heading(data.test(), "test set"), confusion(data.test(), "test-")));
        }
        body.append(
                Html.section(
                        "Learning",
                        plots(
                                plot("accuracy", curves.accuracy(), false),
                                plot("loss", curves.loss(), false),
                                plot("gradients", curves.gradients(), false),
                                plot("rates", curves.rates(), false))));
        body.append(
                Html.section(
                        heading(data.confusion(), data.measuredOn()),
                        confusion(data.confusion(), "")));
        if (data.confidence() != null) {
            body.append(
                    Html.section(
                            "Confidence, " + (data.test() == null ? data.measuredOn() : "test set"),
                            confidence(data.confidence())));
        }
        body.append(Html.section("Neurons, " + data.measuredOn(), activity()));
        body.append(Html.section("One recording of each class", examples()));
        return Html.page("Training of " + data.model().document().id(), body.toString());
    }

    private static String heading(ConfusionMatrix found, String of) {
        return String.format(
                Locale.ROOT,
                "Accuracy %.1f %% (%,d of %,d), %s",
                100 * found.accuracy(),
                found.correct(),
                found.total(),
                of);
    }

    private String results() {
        StringBuilder rows =
                new StringBuilder(
                        "<table><tr><th>measured on</th><th>method</th><th>accuracy</th><th>sampling error</th>"
                                + "<th>standard error over seeds or folds</th><th>number</th></tr>");
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
        return Html.section("Results", rows.append("</table>").toString());
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
        StringBuilder rows = new StringBuilder("<table>");
        data.facts().forEach((name, value) -> rows.append(Html.row(name, value)));
        return rows.append("</table>\n").toString();
    }

    private String confusion(ConfusionMatrix found, String prefix) {
        return plots(plot(prefix + "confusion", ConfusionChart.png(found), true))
                + ClassTable.html(found);
    }

    /** Reliability before and after calibration, and what answering less or sooner costs. */
    private String confidence(ConfidenceStudy study) {
        Picture picture = new ConfidencePicture(data.model().document().id(), study);
        byte[] png = PictureFile.bytes(PictureFormat.PNG, picture, ChartTheme.LIGHT);
        return plots(plot("confidence", png, false))
                + "<p>"
                + Html.escape(ConfidenceReport.calibration(study))
                + ".</p>\n";
    }

    private String activity() {
        StringBuilder rows =
                new StringBuilder(
                        "<table><tr><th>layer</th><th>neurons</th><th>spikes per neuron and step</th>"
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
            histograms.append(
                    plot("rates-layer-" + (layer.layer() + 1), RateHistogram.png(layer), false));
        }
        return rows + "</table>\n" + plots(histograms.toString());
    }

    private String examples() {
        StringBuilder images = new StringBuilder();
        int n = 0;
        for (ReportData.Example example : data.examples()) {
            images.append(
                    plot("class-" + n++, new ActivityChart(data.model(), example).png(), false));
        }
        return plots(images.toString());
    }

    private String plot(String name, byte[] png, boolean square) {
        plots.put(name, png);
        return Html.image(name, png, square);
    }

    private static String plots(String... images) {
        return "<div class=\"plots\">" + String.join("", images) + "</div>\n";
    }
}
