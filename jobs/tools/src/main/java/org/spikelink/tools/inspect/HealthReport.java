package org.spikelink.tools.inspect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.spikelink.connectors.kafka.codec.OutgoingJson;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SensorHealth.HotPixel;
import org.spikelink.tools.text.Columns;
import org.spikelink.tools.text.TroubleText;

/** {@link RecordingHealth} as text and as JSON. */
public final class HealthReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_SECONDS = 60;
    private static final double PERCENT = 100;
    private static final double US_PER_S = 1e6;

    private HealthReport() {}

    /** A summary, and a table with a line for each of the first seconds. */
    public static String text(RecordingHealth of) {
        List<SensorHealth> seconds = of.seconds();
        StringBuilder text = new StringBuilder(summary(of)).append(System.lineSeparator());
        text.append(table(seconds.subList(0, Math.min(MOST_SECONDS, seconds.size()))));
        if (seconds.size() > MOST_SECONDS) {
            text.append(System.lineSeparator())
                    .append(seconds.size() - MOST_SECONDS)
                    .append(" more seconds; --json lists all");
        }
        return text.toString();
    }

    private static String summary(RecordingHealth of) {
        List<SensorHealth> seconds = of.seconds();
        long events = seconds.stream().mapToLong(SensorHealth::events).sum();
        long on = seconds.stream().mapToLong(SensorHealth::on).sum();
        double highest = seconds.stream().mapToDouble(SensorHealth::eventRate).max().orElse(0);
        long longest = seconds.stream().mapToLong(SensorHealth::longestStepBackUs).max().orElse(0);
        return new KeyValueTable()
                .add("file", of.path())
                .add("seconds with events", seconds.size())
                .add("seconds with troubles", troubled(seconds))
                .add("events", events)
                .add("highest rate", format("%.0f events/s", highest))
                .add("on", events == 0 ? "-" : format("%.1f %%", PERCENT * on / events))
                .add(
                        "time steps back",
                        seconds.stream().mapToLong(SensorHealth::stepsBack).sum()
                                + (longest == 0 ? "" : ", the longest " + longest + " us"))
                .add("hot pixels", pixels(worst(seconds)))
                .toString();
    }

    private static String troubled(List<SensorHealth> seconds) {
        Map<SensorHealth.Trouble, Long> counts =
                seconds.stream()
                        .flatMap(health -> health.troubles().stream())
                        .collect(
                                Collectors.groupingBy(
                                        trouble -> trouble,
                                        LinkedHashMap::new,
                                        Collectors.counting()));
        long any = seconds.stream().filter(health -> !health.troubles().isEmpty()).count();
        return any == 0
                ? "0"
                : any
                        + counts.entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue())
                                .collect(Collectors.joining(", ", " (", ")"));
    }

    /** The pixels that were hot, those with the most events first. */
    private static List<HotPixel> worst(List<SensorHealth> seconds) {
        Map<List<Integer>, Integer> events = new LinkedHashMap<>();
        for (SensorHealth health : seconds) {
            for (HotPixel pixel : health.worstPixels()) {
                events.merge(List.of(pixel.x(), pixel.y()), pixel.events(), Integer::sum);
            }
        }
        List<HotPixel> worst = new ArrayList<>();
        events.forEach((at, count) -> worst.add(new HotPixel(at.get(0), at.get(1), count)));
        worst.sort(Comparator.comparingInt(HotPixel::events).reversed());
        return worst.subList(0, Math.min(worst.size(), SensorHealth.WORST_PIXELS));
    }

    private static String pixels(List<HotPixel> worst) {
        return worst.isEmpty()
                ? "none"
                : worst.stream()
                        .map(p -> "(%d, %d): %d".formatted(p.x(), p.y(), p.events()))
                        .collect(Collectors.joining(", "));
    }

    private static String table(List<SensorHealth> seconds) {
        return Columns.table(
                seconds,
                List.of(
                        Columns.text("from", h -> format("%.6f s", h.startUs() / US_PER_S)),
                        Columns.text("events/s", h -> format("%.0f", h.eventRate())),
                        Columns.text("ON", h -> format("%.1f %%", PERCENT * h.onShare())),
                        Columns.text("steps back", h -> Long.toString(h.stepsBack())),
                        Columns.text("hot pixels", h -> Integer.toString(h.hotPixels())),
                        Columns.text("full slices", h -> Integer.toString(h.fullSlices())),
                        Columns.text("empty rows", h -> Integer.toString(h.emptyRows())),
                        Columns.text(
                                "flicker",
                                h -> h.flickerHz() == 0 ? "-" : format("%.1f Hz", h.flickerHz())),
                        Columns.text("health", TroubleText::of)));
    }

    private static String format(String text, Object value) {
        return String.format(Locale.ROOT, text, value);
    }

    /** {file, hot_pixels, seconds}: each second as on the topic of sensors' health. */
    public static ObjectNode json(RecordingHealth of) {
        ObjectNode json = JSON.createObjectNode();
        json.put("file", of.path().toString());
        ArrayNode pixels = json.putArray("hot_pixels");
        for (HotPixel pixel : worst(of.seconds())) {
            pixels.addObject()
                    .put("x", pixel.x())
                    .put("y", pixel.y())
                    .put("events", pixel.events());
        }
        ArrayNode seconds = json.putArray("seconds");
        for (SensorHealth health : of.seconds()) {
            try {
                seconds.add(JSON.readTree(OutgoingJson.encode(health)));
            } catch (IOException e) {
                throw new UncheckedIOException("JSON in memory", e);
            }
        }
        return json;
    }
}
