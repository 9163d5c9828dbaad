package org.spikelink.operators;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.record.SpikeBatch;

/** Records as text that is equal only where every bit of them is; arrays by their content. */
public final class RecordText {
    private RecordText() {}

    /** A record that leaves the operator. */
    public static String of(Outgoing record) {
        if (record instanceof SpikeBatch spikes) {
            return spikes(spikes);
        }
        if (record instanceof SensorHealth health) {
            return health.toString();
        }
        if (record instanceof ShadowClass shadow) {
            return "shadow from "
                    + shadow.found().modelStep()
                    + " "
                    + classification(shadow.found());
        }
        return record instanceof Classification classification
                ? classification(classification)
                : rejected((Rejected) record);
    }

    /** A record that comes to the operator. */
    public static String of(Incoming record) {
        return record instanceof SensorBatch batch ? batch(batch) : rejected((Rejected) record);
    }

    /** Records in their order. */
    public static List<String> of(List<? extends Outgoing> records) {
        return records.stream().map(RecordText::of).toList();
    }

    private static String spikes(SpikeBatch s) {
        StringJoiner steps = new StringJoiner(" ");
        for (SpikeBatch.Step step : s.everyStep()) {
            steps.add(step.binStartUs() + "+" + step.binUs() + Arrays.deepToString(step.neurons()));
        }
        return "spikes %s session %d step %d model %s input %d shed %d layers %s: %s"
                .formatted(
                        s.stream(),
                        s.session(),
                        s.firstOfEveryStep(),
                        s.model(),
                        s.inputMs(),
                        s.shedEvents(),
                        Arrays.toString(s.layers()),
                        steps);
    }

    private static String classification(Classification c) {
        return "class %s session %d step %d window %d..%d is %d %s of %s confidence %s final %s model %s input %d"
                .formatted(
                        c.stream(),
                        c.session(),
                        c.step(),
                        c.windowStartUs(),
                        c.windowEndUs(),
                        c.classIndex(),
                        c.label(),
                        bits(c.scores()),
                        bits(c.confidence()),
                        c.isFinal(),
                        c.model(),
                        c.inputMs());
    }

    private static String rejected(Rejected r) {
        return "rejected %s value %s truncated %s error %s origin %s"
                .formatted(r.stream(), hex(r.value()), r.truncated(), r.error(), r.origin());
    }

    private static String batch(SensorBatch b) {
        String payload =
                b.payload() instanceof PackedEvents events
                        ? "events " + hex(events.bytes(), events.offset(), events.length())
                        : "samples "
                                + ((Samples) b.payload()).channels()
                                + " "
                                + bits(((Samples) b.payload()).values());
        return "batch %s session %d sequence %d start %d until %d end %s shed %d %s origin %s value %s"
                .formatted(
                        b.stream(),
                        b.session(),
                        b.sequence(),
                        b.startUs(),
                        b.untilUs(),
                        b.end(),
                        b.shedEvents(),
                        payload,
                        b.origin(),
                        hex(b.value()));
    }

    private static String bits(float... values) {
        StringJoiner text = new StringJoiner(",", "[", "]");
        for (float value : values) {
            text.add(Integer.toHexString(Float.floatToRawIntBits(value)));
        }
        return text.toString();
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? "null" : hex(bytes, 0, bytes.length);
    }

    private static String hex(byte[] bytes, int from, int length) {
        return HexFormat.of().formatHex(bytes, from, from + length);
    }
}
