package org.spikelink.jobs.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikelink.connectors.recordings.evaluate.Evaluation;

/** An {@link Evaluation} for people and for programs. */
public final class EvaluationReport {
    private static final int WIDEST_MATRIX = 30;

    private EvaluationReport() {}

    /** Accuracy, a table per class and the confusion matrix. */
    public static String text(Evaluation e) {
        StringBuilder text = new StringBuilder();
        text.append(
                e.labelled() == 0
                        ? String.format("%d recordings, none with a label%n", e.recordings())
                        : String.format(
                                Locale.ROOT,
                                "accuracy %.2f %%: %d of %d %s right%n",
                                100 * e.accuracy(),
                                e.right(),
                                e.labelled(),
                                unit(e)));
        text.append(perClass(e)).append(System.lineSeparator());
        if (e.labels().size() <= WIDEST_MATRIX) {
            text.append("rows: label, columns: taken for").append(System.lineSeparator());
            text.append(confusion(e)).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String unit(Evaluation e) {
        return e.isPerStep() ? "labelled steps" : "recordings";
    }

    private static String perClass(Evaluation e) {
        List<String[]> rows = new ArrayList<>();
        for (int c = 0; c < e.labels().size(); c++) {
            rows.add(
                    new String[] {
                        e.labels().get(c),
                        Integer.toString(e.recordings(c)),
                        Integer.toString(e.confusion(c, c)),
                        percent(e.recall(c)),
                        percent(e.precision(c))
                    });
        }
        return table(
                List.of(
                        "class",
                        e.isPerStep() ? "steps" : "recordings",
                        "right",
                        "recall",
                        "precision"),
                rows);
    }

    private static String confusion(Evaluation e) {
        List<String> header = new ArrayList<>(e.labels());
        header.add(0, "");
        List<String[]> rows = new ArrayList<>();
        for (int truth = 0; truth < e.labels().size(); truth++) {
            String[] row = new String[header.size()];
            row[0] = e.labels().get(truth);
            for (int c = 0; c < e.labels().size(); c++) {
                row[c + 1] =
                        e.confusion(truth, c) == 0 ? "." : Integer.toString(e.confusion(truth, c));
            }
            rows.add(row);
        }
        return table(header, rows);
    }

    private static String table(List<String> header, List<String[]> rows) {
        Column[] columns =
                header.stream()
                        .map(title -> new Column().header(title).dataAlign(HorizontalAlign.RIGHT))
                        .toArray(Column[]::new);
        return AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns, rows.toArray(new String[0][]));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** {accuracy, recordings, labels, per_class, confusion}; null where there is nothing to tell. */
    public static ObjectNode json(Evaluation e) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "accuracy", e.accuracy());
        json.put("recordings", e.recordings());
        e.labels().forEach(json.putArray("labels")::add);
        ArrayNode perClass = json.putArray("per_class");
        ArrayNode confusion = json.putArray("confusion");
        for (int c = 0; c < e.labels().size(); c++) {
            ObjectNode row = perClass.addObject();
            row.put("label", e.labels().get(c));
            row.put("recordings", e.recordings(c));
            row.put("right", e.confusion(c, c));
            put(row, "recall", e.recall(c));
            put(row, "precision", e.precision(c));
            ArrayNode counts = confusion.addArray();
            for (int predicted = 0; predicted < e.labels().size(); predicted++) {
                counts.add(e.confusion(c, predicted));
            }
        }
        return json;
    }

    private static void put(ObjectNode json, String key, double value) {
        if (Double.isNaN(value)) {
            json.putNull(key);
        } else {
            json.put(key, value);
        }
    }
}
