package org.spikelink.jobs.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalLong;
import org.spikelink.connectors.recordings.RecordingStatistics;
import org.spikelink.connectors.recordings.SensorSize;

/** {@link RecordingFacts} for people and for programs. */
public final class RecordingReport {
    private RecordingReport() {}

    /** One line a figure. */
    public static String text(RecordingFacts facts) {
        RecordingStatistics s = facts.statistics();
        return new KeyValueTable()
                .add("file", facts.path())
                .add("format", facts.format().title())
                .add("bytes", facts.bytes())
                .add("size", size(facts))
                .add("duration", seconds(facts.durationUs()))
                .add("events", s.events())
                .add("on", s.on())
                .add("sum_x", s.sumX())
                .add("sum_y", s.sumY())
                .add("sum_dt_us", s.sumDtUs())
                .add("first_t_us", orNone(s.firstTUs()))
                .add("last_t_us", orNone(s.lastTUs()))
                .add("backward_steps", s.backwardSteps())
                .toString();
    }

    private static String size(RecordingFacts facts) {
        return facts.size().map(RecordingReport::pixels).orElse("unknown (no events)")
                + (facts.stated().isPresent()
                        ? " (from the header; events reach "
                                + facts.boundingBox().map(RecordingReport::pixels).orElse("nothing")
                                + ")"
                        : facts.boundingBox().isPresent() ? " (bounding box of the events)" : "");
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
     * {format, width, height, bytes, duration_us} and the figures under the names of {@link
     * RecordingStatistics#COLUMNS}; null where a recording without events has none.
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
