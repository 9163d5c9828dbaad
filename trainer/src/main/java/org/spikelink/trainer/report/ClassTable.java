package org.spikelink.trainer.report;

import java.util.Locale;
import org.spikelink.evaluation.ConfusionMatrix;

/** Precision, recall and F1 of each class as a table. */
final class ClassTable {
    private ClassTable() {}

    static String html(ConfusionMatrix confusion) {
        StringBuilder rows = new StringBuilder();
        for (int c = 0; c < confusion.classes(); c++) {
            row(
                    rows,
                    confusion.labels().get(c),
                    confusion.ofClass(c),
                    confusion.precision(c),
                    confusion.recall(c),
                    confusion.f1(c));
        }
        row(
                rows,
                "macro average",
                confusion.total(),
                confusion.mean(confusion::precision),
                confusion.mean(confusion::recall),
                confusion.mean(confusion::f1));
        return "<table class=\"n\"><tr><th>class</th><th>support</th><th>precision</th><th>recall</th><th>F1</th></tr>"
                + rows
                + "</table>";
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
                        "<tr><td>%s</td><td>%,d</td><td>%s</td><td>%s</td><td>%s</td></tr>",
                        Html.escape(label),
                        number,
                        percent(precision),
                        percent(recall),
                        percent(f1)));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
