package org.spikelink.tools.rejected;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Set;
import org.spikelink.connectors.kafka.wire.Samples;
import org.spikelink.connectors.kafka.wire.SensorBatch;
import org.spikelink.core.record.PackedEvents;

/**
 * A batch as JSON that can be edited: {@code {stream, session, sequence, start_us, until_us, end, shed_events, events | samples}}.
 * Events are {@code [[µs after start_us, x, y, on], ...]}, or base64 if they are incomplete or have reserved bits
 * set; samples are {@code {channels, values}}.
 */
public final class BatchJson {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    /** Larger numbers are written as text, because many programs round them. */
    private static final BigInteger LARGEST_NUMBER = BigInteger.ONE.shiftLeft(53);

    private static final int CELLS = 4;
    private static final Set<String> NAMES =
            Set.of(
                    "stream",
                    "session",
                    "sequence",
                    "start_us",
                    "until_us",
                    "end",
                    "shed_events",
                    "events",
                    "samples");

    private BatchJson() {}

    public static ObjectNode of(SensorBatch batch) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("stream", batch.getStream());
        putUnsigned(json, "session", batch.getSession());
        putUnsigned(json, "sequence", batch.getSequence());
        json.put("start_us", batch.getStartUs());
        if (batch.hasUntilUs()) {
            json.put("until_us", batch.getUntilUs());
        }
        json.put("end", batch.getEnd());
        if (batch.getShedEvents() != 0) {
            putUnsigned(json, "shed_events", batch.getShedEvents());
        }
        if (batch.hasEvents()) {
            json.set("events", events(batch.getEvents().toByteArray()));
        } else if (batch.hasSamples()) {
            ObjectNode samples = json.putObject("samples");
            samples.put("channels", Integer.toUnsignedLong(batch.getSamples().getChannels()));
            ArrayNode values = samples.putArray("values");
            batch.getSamples().getValuesList().forEach(values::add);
        }
        return json;
    }

    private static void putUnsigned(ObjectNode json, String name, long bits) {
        BigInteger number = new BigInteger(Long.toUnsignedString(bits));
        if (number.compareTo(LARGEST_NUMBER) > 0) {
            json.put(name, number.toString());
        } else {
            json.put(name, number);
        }
    }

    private static JsonNode events(byte[] bytes) {
        PackedEvents events = new PackedEvents(bytes);
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < events.count(); i++) {
            long packed = events.get(i);
            if (PackedEvents.reserved(packed) != 0) {
                return base64(bytes);
            }
            json.addArray()
                    .add(PackedEvents.offsetUs(packed))
                    .add(PackedEvents.x(packed))
                    .add(PackedEvents.y(packed))
                    .add(PackedEvents.on(packed));
        }
        return bytes.length % PackedEvents.BYTES_PER_EVENT == 0 ? json : base64(bytes);
    }

    private static JsonNode base64(byte[] bytes) {
        return JsonNodeFactory.instance.textNode(Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * Parses an edited batch.
     *
     * @param before supplies the fields that JSON does not contain
     * @throws IllegalArgumentException naming the field, the rule and the value
     */
    static SensorBatch parse(JsonNode json, SensorBatch before) {
        Fields fields = new Fields("batch", json, NAMES);
        SensorBatch.Builder batch =
                before.toBuilder()
                        .setFormat(1)
                        .setStream(fields.text("stream"))
                        .setSession(fields.integer("session", BigInteger.ZERO, last(TWO_TO_64)))
                        .setSequence(fields.integer("sequence", 0, Long.MAX_VALUE))
                        .setStartUs(fields.integer("start_us", Long.MIN_VALUE, Long.MAX_VALUE))
                        .setEnd(fields.flag("end"))
                        .clearUntilUs()
                        .clearShedEvents()
                        .clearPayload();
        if (fields.has("until_us")) {
            batch.setUntilUs(fields.integer("until_us", Long.MIN_VALUE, Long.MAX_VALUE));
        }
        if (fields.has("shed_events")) {
            batch.setShedEvents(
                    fields.integer(
                            "shed_events",
                            0,
                            org.spikelink.core.record.SensorBatch.MAX_SHED_EVENTS));
        }
        if (fields.has("events") && fields.has("samples")) {
            throw new IllegalArgumentException("batch must contain events or samples (got both)");
        }
        if (fields.has("events")) {
            batch.setEvents(ByteString.copyFrom(events(fields, fields.value("events"))));
        } else if (fields.has("samples")) {
            batch.setSamples(samples(fields.value("samples")));
        }
        return batch.build();
    }

    private static BigInteger last(BigInteger end) {
        return end.subtract(BigInteger.ONE);
    }

    private static byte[] events(Fields fields, JsonNode json) {
        if (json.isTextual()) {
            return fields.bytes("events");
        }
        Fields.check(json.isArray(), "batch.events", "an array or base64", json);
        byte[] bytes = new byte[PackedEvents.BYTES_PER_EVENT * json.size()];
        for (int i = 0; i < json.size(); i++) {
            PackedEvents.put(
                    bytes, PackedEvents.BYTES_PER_EVENT * i, event("batch.events[" + i, json, i));
        }
        return bytes;
    }

    private static long event(String name, JsonNode events, int i) {
        JsonNode event = events.get(i);
        Fields.check(
                event.isArray() && event.size() == CELLS,
                name + "]",
                "[µs after start_us, x, y, on]",
                event);
        int most = PackedEvents.MAX_COORDINATE;
        return PackedEvents.pack(
                Fields.integer(name + "][0]", event.get(0), 0, PackedEvents.MAX_OFFSET_US),
                (int) Fields.integer(name + "][1]", event.get(1), 0, most),
                (int) Fields.integer(name + "][2]", event.get(2), 0, most),
                Fields.integer(name + "][3]", event.get(3), 0, 1) == 1);
    }

    private static Samples samples(JsonNode json) {
        Fields fields = new Fields("batch.samples", json, Set.of("channels", "values"));
        JsonNode values = fields.value("values");
        Fields.check(
                values != null && values.isArray(), "batch.samples.values", "an array", values);
        Samples.Builder samples =
                Samples.newBuilder()
                        .setChannels((int) fields.integer("channels", 1, Integer.MAX_VALUE));
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.get(i);
            Fields.check(
                    value.isNumber(), "batch.samples.values[" + i + "]", "a finite number", value);
            samples.addValues(value.floatValue());
        }
        return samples.build();
    }
}
