package org.spikelink.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikelink.evaluation.confidence.AnswerPoint;
import org.spikelink.evaluation.confidence.ConfidenceStudy;
import org.spikelink.evaluation.confidence.EarlyPoint;
import org.spikelink.evaluation.confidence.HeldOutFit;
import org.spikelink.evaluation.confidence.Reliability;

/** A {@link ConfidenceStudy} as text for people and as JSON for programs. */
public final class ConfidenceReport {
    private static final String LINE = System.lineSeparator();

    private ConfidenceReport() {}

    /** Calibration error, reliability, accuracy against the share answered and against latency. */
    public static String text(ConfidenceStudy s) {
        StringBuilder text = new StringBuilder(calibration(s)).append(LINE);
        text.append(reliability(s)).append(LINE);
        text.append("accuracy against the share answered, by abstain_below").append(LINE);
        text.append(answers(s)).append(LINE);
        if (!s.early().isEmpty()) {
            text.append(
                            "accuracy and mean time from a window's start to its decision, by early.confidence and early.steps")
                    .append(LINE);
            text.append(early(s)).append(LINE);
        }
        return text.toString();
    }

    /** One line, and another one if the fitted temperature was not kept. */
    public static String calibration(Calibration c) {
        String line = calibration(c.study());
        HeldOutFit h = c.heldOut();
        return h.isBetter()
                ? line
                : line
                        + String.format(
                                Locale.ROOT,
                                "%nthe temperature stays 1: on windows held out of the fit, %.4g gives an expected calibration error of"
                                        + " %.2f %% (1: %.2f %%) and a negative log likelihood of %.4f (1: %.4f), and both"
                                        + " must be better",
                                c.fitted(),
                                100 * h.ece(),
                                100 * h.eceBefore(),
                                h.loss(),
                                h.lossBefore());
    }

    /** One line: the calibration error of the windows, before and after. */
    public static String calibration(ConfidenceStudy s) {
        String before =
                String.format(
                        Locale.ROOT,
                        "confidence of %d windows: expected calibration error %.2f %% (%d bins), negative log likelihood %.4f",
                        s.windows(),
                        100 * s.before().ece(),
                        Reliability.BINS,
                        s.lossBefore());
        return s.isCalibrated()
                ? before
                        + String.format(
                                Locale.ROOT,
                                " at temperature 1; %.2f %% and %.4f at the model's temperature %.4g",
                                100 * s.after().ece(),
                                s.lossAfter(),
                                s.temperature())
                : before + "; not calibrated";
    }

    private static String reliability(ConfidenceStudy s) {
        List<String> header =
                s.isCalibrated()
                        ? List.of(
                                "confidence",
                                "windows",
                                "confident",
                                "accuracy",
                                "at 1: windows",
                                "confident",
                                "accuracy")
                        : List.of("confidence", "windows", "confident", "accuracy");
        List<String[]> rows = new ArrayList<>();
        for (int b = 0; b < Reliability.BINS; b++) {
            if (s.after().counts()[b] > 0 || s.before().counts()[b] > 0) {
                List<String> row = new ArrayList<>();
                row.add(
                        String.format(
                                Locale.ROOT,
                                "%.2f to %.2f",
                                b / (double) Reliability.BINS,
                                (b + 1) / (double) Reliability.BINS));
                bin(s.after(), b, row);
                if (s.isCalibrated()) {
                    bin(s.before(), b, row);
                }
                rows.add(row.toArray(String[]::new));
            }
        }
        return EvaluationReport.table(header, rows);
    }

    private static void bin(Reliability r, int b, List<String> row) {
        row.add(Integer.toString(r.counts()[b]));
        row.add(EvaluationReport.percent(r.confidences()[b]));
        row.add(EvaluationReport.percent(r.accuracies()[b]));
    }

    private static String answers(ConfidenceStudy s) {
        List<String[]> rows = new ArrayList<>();
        for (AnswerPoint p : s.answers()) {
            rows.add(
                    new String[] {
                        threshold(p.abstainBelow(), p.abstainBelow() == s.own().abstainBelow()),
                        EvaluationReport.percent(p.answered()),
                        EvaluationReport.percent(p.accuracy())
                    });
        }
        return EvaluationReport.table(List.of("abstain_below", "answered", "accuracy"), rows);
    }

    private static String early(ConfidenceStudy s) {
        List<Integer> steps = s.early().stream().map(EarlyPoint::steps).distinct().toList();
        List<String> header = new ArrayList<>(List.of("confidence"));
        for (int n : steps) {
            header.add(n == 1 ? "1 step: accuracy" : n + " steps: accuracy");
            header.add("time");
        }
        List<String[]> rows = new ArrayList<>();
        int confidences = s.early().size() / steps.size();
        for (int c = 0; c < confidences; c++) {
            List<String> row = new ArrayList<>();
            EarlyPoint first = s.early().get(c);
            row.add(threshold(first.confidence(), isOwn(s, first.confidence())));
            for (int n = 0; n < steps.size(); n++) {
                point(s.early().get(n * confidences + c), row);
            }
            rows.add(row.toArray(String[]::new));
        }
        List<String> last = new ArrayList<>(List.of("never early"));
        steps.forEach(n -> point(s.full(), last));
        rows.add(last.toArray(String[]::new));
        return EvaluationReport.table(header, rows);
    }

    private static void point(EarlyPoint p, List<String> row) {
        row.add(EvaluationReport.percent(p.accuracy()));
        row.add(String.format(Locale.ROOT, "%.1f ms", p.latencyUs() / 1e3));
    }

    private static boolean isOwn(ConfidenceStudy s, double confidence) {
        return s.own().early() != null && s.own().early().confidence() == confidence;
    }

    /** The model's own value is marked. */
    private static String threshold(double value, boolean own) {
        String text = Double.toString(value).replaceFirst("\\.0$", "");
        return own ? "* " + text : text;
    }

    /** {windows, temperature, uncalibrated, calibrated, answers, full, early}; null where nothing was counted. */
    public static ObjectNode json(ConfidenceStudy s) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("windows", s.windows());
        json.put("temperature", s.temperature());
        json.set("uncalibrated", json(s.before(), s.lossBefore()));
        json.set("calibrated", json(s.after(), s.lossAfter()));
        ArrayNode answers = json.putArray("answers");
        for (AnswerPoint p : s.answers()) {
            ObjectNode row = answers.addObject();
            row.put("abstain_below", p.abstainBelow());
            row.put("answered", p.answered());
            EvaluationReport.put(row, "accuracy", p.accuracy());
        }
        if (!s.early().isEmpty()) {
            json.set("full", json(s.full()));
            ArrayNode early = json.putArray("early");
            s.early().forEach(p -> early.add(json(p)));
        }
        return json;
    }

    private static ObjectNode json(Reliability r, double loss) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ece", r.ece());
        json.put("nll", loss);
        ArrayNode bins = json.putArray("bins");
        for (int b = 0; b < Reliability.BINS; b++) {
            ObjectNode bin = bins.addObject();
            bin.put("from", b / (double) Reliability.BINS);
            bin.put("to", (b + 1) / (double) Reliability.BINS);
            bin.put("windows", r.counts()[b]);
            EvaluationReport.put(bin, "confidence", r.confidences()[b]);
            EvaluationReport.put(bin, "accuracy", r.accuracies()[b]);
        }
        return json;
    }

    private static ObjectNode json(EarlyPoint p) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (p.steps() > 0) {
            json.put("confidence", p.confidence());
            json.put("steps", p.steps());
            json.put("early", p.early());
        }
        json.put("accuracy", p.accuracy());
        json.put("latency_steps", p.latencySteps());
        json.put("latency_us", p.latencyUs());
        return json;
    }
}
