package org.spikelink.tools.predict;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.spikelink.core.error.Printable;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Classification;
import org.spikelink.tools.text.Columns;

/** {@link RecordingClasses} as text for people, as JSON and as CSV. */
public final class PredictionReport {
    /** Columns of {@link #csv}. */
    static final List<String> CSV =
            List.of(
                    "recording",
                    "window",
                    "window_start_us",
                    "window_end_us",
                    "decided_after_us",
                    "class_index",
                    "label",
                    "confidence",
                    "final");

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator(System.lineSeparator()).get();

    private static final int WIDEST_NAME = 80;

    private PredictionReport() {}

    private record Row(String source, String window, String time, String label, String sure) {}

    /** A table with one line per window, and one for a whole recording of several windows. */
    public static String text(List<RecordingClasses> recordings) {
        List<Row> rows = new ArrayList<>();
        recordings.forEach(recording -> addRows(recording, rows));
        return Columns.table(
                rows,
                List.of(
                        Columns.text("recording", WIDEST_NAME, Row::source),
                        Columns.text("window", Row::window),
                        Columns.number("decided after", Row::time),
                        Columns.text("class", Row::label),
                        Columns.number("confidence", Row::sure)));
    }

    private static void addRows(RecordingClasses recording, List<Row> rows) {
        int number = 0;
        for (Classification window : recording.windows()) {
            rows.add(
                    new Row(
                            recording.source(),
                            number++ + (window.isFinal() ? "" : " (partial)"),
                            ms(recording.decidedAfterUs(window)),
                            shown(window.label()),
                            String.format(Locale.ROOT, "%.3f", window.confidence())));
        }
        if (number == 0) {
            rows.add(new Row(recording.source(), "none", "-", "-", "-"));
        } else if (number > 1) {
            String label = shown(recording.whole().predictedLabel());
            rows.add(new Row(recording.source(), "all " + number, "-", label, "-"));
        }
    }

    /** A class that was not decided has an empty label. */
    private static String shown(String label) {
        return label.isEmpty() ? "unknown" : label;
    }

    private static String ms(long us) {
        return String.format(Locale.ROOT, "%.1f ms", us / 1e3);
    }

    /**
     * {model, recordings}; each recording has {recording, class_index, label, scores, windows}, each window the fields of a
     * classification and {@code decided_after_us}. Without a decision {@code class_index} is -1 and {@code label} empty.
     */
    public static ObjectNode json(Model model, List<RecordingClasses> recordings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", model.document().id());
        ArrayNode all = json.putArray("recordings");
        for (RecordingClasses recording : recordings) {
            ObjectNode one = all.addObject();
            one.put("recording", recording.source());
            one.put("class_index", recording.whole().predicted());
            one.put("label", recording.whole().predictedLabel());
            addScores(one, recording.whole().scores());
            ArrayNode windows = one.putArray("windows");
            recording.windows().forEach(w -> addWindow(windows.addObject(), recording, w));
        }
        return json;
    }

    private static void addWindow(
            ObjectNode json, RecordingClasses recording, Classification window) {
        json.put("step", window.step());
        json.put("window_start_us", window.windowStartUs());
        json.put("window_end_us", window.windowEndUs());
        json.put("decided_after_us", recording.decidedAfterUs(window));
        json.put("class_index", window.classIndex());
        json.put("label", window.label());
        addScores(json, window.scores());
        json.put("confidence", window.confidence());
        json.put("final", window.isFinal());
    }

    private static void addScores(ObjectNode json, float[] scores) {
        ArrayNode array = json.putArray("scores");
        for (float score : scores) {
            array.add(score);
        }
    }

    /** One line per window under a header; a recording without a decision has a line without values. */
    public static String csv(List<RecordingClasses> recordings) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
            csv.printRecord(CSV);
            for (RecordingClasses recording : recordings) {
                print(csv, recording);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return text.toString();
    }

    private static void print(CSVPrinter csv, RecordingClasses recording) throws IOException {
        String source = Printable.escaped(recording.source());
        int number = 0;
        for (Classification window : recording.windows()) {
            csv.printRecord(
                    source,
                    number++,
                    window.windowStartUs(),
                    window.windowEndUs(),
                    recording.decidedAfterUs(window),
                    window.classIndex(),
                    Printable.escaped(window.label()),
                    window.confidence(),
                    window.isFinal());
        }
        if (number == 0) {
            csv.printRecord(source, null, null, null, null, -1, "", null, null);
        }
    }
}
