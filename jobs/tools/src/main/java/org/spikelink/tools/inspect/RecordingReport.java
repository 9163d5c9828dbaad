package org.spikelink.tools.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.spikelink.connectors.recordings.RecordingStatistics;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.core.error.Counted;

/** {@link RecordingFacts} as text and as JSON. */
public final class RecordingReport {
    private RecordingReport() {}

    /** One figure per line. */
    public static String text(RecordingFacts facts) {
        RecordingStatistics s = facts.statistics();
        return new KeyValueTable()
                .add("file", facts.path())
                .add("format", facts.format().title())
                .add("bytes", facts.bytes())
                .add("size", size(facts))
                .add("coordinates", facts.asStored() ? "as stored" : "x right, y down, ON = 1")
                .add("duration", seconds(facts.durationUs()))
                .add("events", s.events())
                .add("on", s.on())
                .add("sum_x", s.sumX())
                .add("sum_y", s.sumY())
                .add("sum_dt_us", s.sumDtUs())
                .add("first_t_us", orNone(s.firstTUs()))
                .add("last_t_us", orNone(s.lastTUs()))
                .add("backward_steps", s.backwardSteps())
                .add("skipped", skipped(facts))
                .toString();
    }

    private static String size(RecordingFacts facts) {
        return facts.size().map(RecordingReport::pixels).orElse("unknown (no events)")
                + (facts.stated().isPresent()
                        ? " (from the header; bounding box of the events "
                                + facts.boundingBox().map(RecordingReport::pixels).orElse("empty")
                                + ")"
                        : facts.boundingBox().isPresent() ? " (bounding box of the events)" : "");
    }

    private static String skipped(RecordingFacts facts) {
        return facts.skipped().isEmpty()
                ? "nothing"
                : facts.skipped().entrySet().stream()
                        .map(entry -> Counted.of(entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private static String pixels(SensorSize size) {
        return size.width() + "x" + size.height();
    }

    private static String seconds(long us) {
        return String.format(Locale.ROOT, "%.6f s", us / 1e6);
    }

    private static String orNone(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "none";
    }

    /**
     * {format, width, height, bytes, duration_us, skipped}, where skipped is an object of counts, and the figures
     * named as {@link RecordingStatistics#COLUMNS}; null where a recording without events has none.
     */
    public static ObjectNode json(RecordingFacts facts) {
        RecordingStatistics s = facts.statistics();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", facts.format().id());
        json.put("width", facts.size().map(SensorSize::width).orElse(null));
        json.put("height", facts.size().map(SensorSize::height).orElse(null));
        json.put("bytes", facts.bytes());
        json.put("duration_us", facts.durationUs());
        json.put("events", s.events());
        json.put("on", s.on());
        json.put("sum_x", s.sumX());
        json.put("sum_y", s.sumY());
        json.put("sum_dt_us", s.sumDtUs());
        put(json, "first_t_us", s.firstTUs());
        put(json, "last_t_us", s.lastTUs());
        json.put("backward_steps", s.backwardSteps());
        ObjectNode skipped = json.putObject("skipped");
        facts.skipped().forEach(skipped::put);
        return json;
    }

    private static void put(ObjectNode json, String key, OptionalLong value) {
        if (value.isPresent()) {
            json.put(key, value.getAsLong());
        } else {
            json.putNull(key);
        }
    }
}
