package org.spikelink.trainer.report;

import java.util.List;
import java.util.Locale;
import org.nd4j.evaluation.classification.Evaluation;
import org.spikelink.trainer.run.Confusion;

/** Precision, recall and F1 of each class, by ND4J's evaluation. */
final class ClassTable {
    private ClassTable() {}

    static String html(List<String> labels, Confusion confusion) {
        Evaluation evaluation = evaluation(labels, confusion);
        StringBuilder rows = new StringBuilder();
        for (int c = 0; c < labels.size(); c++) {
            row(
                    rows,
                    labels.get(c),
                    confusion.ofLabel(c),
                    evaluation.precision(c),
                    evaluation.recall(c),
                    evaluation.f1(c));
        }
        row(
                rows,
                "all (mean of classes)",
                confusion.total(),
                evaluation.precision(),
                evaluation.recall(),
                evaluation.f1());
        return "<table><tr><th>class</th><th>number</th><th>precision</th><th>recall</th><th>F1</th></tr>"
                + rows
                + "</table>";
    }

    private static Evaluation evaluation(List<String> labels, Confusion confusion) {
        Evaluation evaluation = new Evaluation(labels);
        for (int label = 0; label < labels.size(); label++) {
            for (int found = 0; found < labels.size(); found++) {
                for (int n = 0; n < confusion.counts()[label][found]; n++) {
                    evaluation.eval(found, label);
                }
            }
        }
        return evaluation;
    }

    private static void row(
            StringBuilder to,
            String label,
            int number,
            double precision,
            double recall,
            double f1) {
        to.append(
                String.format(
                        Locale.ROOT,
                        "<tr><td>%s</td><td>%,d</td><td>%.1f %%</td><td>%.1f %%</td><td>%.1f %%</td></tr>",
                        Html.escape(label),
                        number,
                        100 * precision,
                        100 * recall,
                        100 * f1));
    }
}
