package org.spikelink.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikelink.core.error.Printable;
import org.spikelink.core.record.Classification;

/** A {@link ConfusionMatrix} as text for people and as JSON for programs. */
public final class EvaluationReport {
    private static final int MOST_CLASSES = 30;

    private EvaluationReport() {}

    /** Accuracy, a table of the classes and, up to 30 classes, the confusion matrix. */
    public static String text(ConfusionMatrix m) {
        StringBuilder text = new StringBuilder(accuracy(m)).append(System.lineSeparator());
        text.append(perClass(m)).append(System.lineSeparator());
        if (m.labels().size() <= MOST_CLASSES) {
            text.append("confusion matrix (rows: label, columns: predicted)")
                    .append(System.lineSeparator());
            text.append(confusion(m)).append(System.lineSeparator());
        }
        return text.toString();
    }

    /** The report, and a table of the recordings without labels: their classes, confidences and last windows. */
    public static String text(Evaluation evaluation) {
        List<Prediction> unlabelled = unlabelled(evaluation);
        String table = unlabelled.isEmpty() ? "" : predictions(unlabelled) + System.lineSeparator();
        return evaluation.matrix().total() == 0 && !unlabelled.isEmpty()
                ? accuracy(evaluation.matrix()) + System.lineSeparator() + table
                : text(evaluation.matrix())
                        + evaluation.log().study().map(ConfidenceReport::text).orElse("")
                        + table;
    }

    private static List<Prediction> unlabelled(Evaluation evaluation) {
        return evaluation.predictions().stream()
                .filter(p -> p.label().isEmpty() && p.steps().isEmpty())
                .toList();
    }

    private static String predictions(List<Prediction> predictions) {
        List<String[]> rows =
                predictions.stream()
                        .map(
                                p ->
                                        new String[] {
                                            Printable.of(p.recording().name()),
                                            shown(p),
                                            p.decision().map(d -> confidence(d)).orElse("-"),
                                            p.decision().map(d -> window(d)).orElse("-"),
                                            p.decision()
                                                    .map(d -> Integer.toString(d.windows()))
                                                    .orElse("0")
                                        })
                        .toList();
        return table(List.of("recording", "class", "confidence", "last window", "windows"), rows);
    }

    private static String shown(Prediction p) {
        if (p.decision().isEmpty()) {
            return "-";
        }
        return p.predicted() < 0 ? Classification.UNKNOWN_LABEL : Printable.of(p.predictedLabel());
    }

    private static String confidence(Decision d) {
        return String.format(Locale.ROOT, "%.2f", d.confidence());
    }

    private static String window(Decision d) {
        return String.format(
                Locale.ROOT, "%.1f to %.1f ms", d.windowStartUs() / 1e3, d.windowEndUs() / 1e3);
    }

    private static String accuracy(ConfusionMatrix m) {
        if (m.total() == 0) {
            return "%d recordings, none of them labelled".formatted(m.recordings());
        }
        String accuracy =
                String.format(
                        Locale.ROOT,
                        "accuracy %.1f %% (%d of %d %s) +- %.1f (sampling error)",
                        100 * m.accuracy(),
                        m.correct(),
                        m.total(),
                        m.isPerStep() ? "labelled steps" : "recordings",
                        100 * m.tally().samplingError());
        return m.answered() == m.total() ? accuracy : accuracy + answered(m);
    }

    private static String answered(ConfusionMatrix m) {
        return String.format(
                Locale.ROOT,
                "%nanswered %.1f %% (%d of %d), accuracy of the answers %s",
                100.0 * m.answered() / m.total(),
                m.answered(),
                m.total(),
                percent(m.accuracyOfAnswered()));
    }

    private static String perClass(ConfusionMatrix m) {
        List<String[]> rows = new ArrayList<>();
        for (int c = 0; c < m.labels().size(); c++) {
            rows.add(
                    new String[] {
                        Printable.of(m.labels().get(c)),
                        Integer.toString(m.ofClass(c)),
                        Integer.toString(m.at(c, c)),
                        percent(m.recall(c)),
                        percent(m.precision(c))
                    });
        }
        return table(
                List.of(
                        "class",
                        m.isPerStep() ? "steps" : "recordings",
                        "correct",
                        "recall",
                        "precision"),
                rows);
    }

    private static String confusion(ConfusionMatrix m) {
        List<String> header = new ArrayList<>(m.labels().stream().map(Printable::of).toList());
        header.add(0, "");
        List<String[]> rows = new ArrayList<>();
        for (int truth = 0; truth < m.labels().size(); truth++) {
            String[] row = new String[header.size()];
            row[0] = Printable.of(m.labels().get(truth));
            for (int c = 0; c < m.labels().size(); c++) {
                row[c + 1] = m.at(truth, c) == 0 ? "." : Integer.toString(m.at(truth, c));
            }
            rows.add(row);
        }
        return table(header, rows);
    }

    static String table(List<String> header, List<String[]> rows) {
        Column[] columns =
                header.stream()
                        .map(title -> new Column().header(title).dataAlign(HorizontalAlign.RIGHT))
                        .toArray(Column[]::new);
        return AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns, rows.toArray(new String[0][]));
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** The report, what the confidences are worth, and predictions of the recordings without labels. */
    public static ObjectNode json(Evaluation evaluation) {
        ObjectNode json = json(evaluation.matrix());
        evaluation
                .log()
                .study()
                .ifPresent(study -> json.set("confidence", ConfidenceReport.json(study)));
        ArrayNode predictions = json.putArray("predictions");
        for (Prediction p : unlabelled(evaluation)) {
            ObjectNode row = predictions.addObject();
            row.put("recording", p.recording().name());
            row.put("predicted", p.decision().isEmpty() ? null : p.predictedLabel());
            p.decision()
                    .ifPresent(
                            d -> {
                                row.put("confidence", d.confidence());
                                row.put("window_start_us", d.windowStartUs());
                                row.put("window_end_us", d.windowEndUs());
                                row.put("windows", d.windows());
                            });
        }
        return json;
    }

    /** {accuracy, sampling_error, answered, accuracy_of_answered, recordings, labels, per_class, confusion}; null where nothing was counted. */
    public static ObjectNode json(ConfusionMatrix m) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "accuracy", m.accuracy());
        put(json, "sampling_error", m.tally().samplingError());
        put(json, "answered", m.total() == 0 ? Double.NaN : (double) m.answered() / m.total());
        put(json, "accuracy_of_answered", m.accuracyOfAnswered());
        json.put("recordings", m.recordings());
        m.labels().forEach(json.putArray("labels")::add);
        ArrayNode perClass = json.putArray("per_class");
        ArrayNode confusion = json.putArray("confusion");
        for (int c = 0; c < m.labels().size(); c++) {
            ObjectNode row = perClass.addObject();
            row.put("label", m.labels().get(c));
            row.put("recordings", m.ofClass(c));
            row.put("correct", m.at(c, c));
            put(row, "recall", m.recall(c));
            put(row, "precision", m.precision(c));
            ArrayNode counts = confusion.addArray();
            for (int predicted = 0; predicted < m.labels().size(); predicted++) {
                counts.add(m.at(c, predicted));
            }
        }
        return json;
    }

    /** A number, or null for NaN. */
    static void put(ObjectNode json, String key, double value) {
        if (Double.isNaN(value)) {
            json.putNull(key);
        } else {
            json.put(key, value);
        }
    }
}
