package org.spikelink.tools.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.spikelink.connectors.kafka.wire.SensorBatch;
import org.spikelink.core.error.SpikelinkException;

/**
 * Edited rejected records, from a file written by {@link RejectedExport}. A line's {@code batch} is sent, or its
 * {@code value} if it has no batch. A file is resent completely or not at all, so that it can be corrected and used
 * again.
 */
public final class Edits {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;
    private final Map<Position, Line> lines = new LinkedHashMap<>();

    private record Position(int partition, long offset) {
        static Position of(RejectedRecord record) {
            return new Position(record.partition(), record.offset());
        }
    }

    /** Kept as text, which takes a tenth of the memory of parsed JSON. */
    private record Line(int number, String text) {}

    private Edits(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param topic rejected topic that its records must come from
     * @throws SpikelinkException naming file, line and error
     */
    public static Edits read(Path file, String topic) {
        Edits edits = new Edits(file);
        try (BufferedReader in = Files.newBufferedReader(file, UTF_8)) {
            int number = 0;
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                number++;
                if (!text.isBlank()) {
                    edits.add(number, text, topic);
                }
            }
        } catch (IOException e) {
            throw new SpikelinkException(
                    "%s: the file cannot be read (%s: %s)"
                            .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
                    e);
        }
        return edits;
    }

    private void add(int number, String text, String topic) {
        try {
            Fields fields = RecordJson.fields(parse(text));
            if (!fields.text("topic").equals(topic)) {
                throw new IllegalArgumentException(
                        "topic must be the rejected topic %s (got %s)"
                                .formatted(topic, fields.text("topic")));
            }
            Position position =
                    new Position(
                            (int) fields.integer("partition", 0, Integer.MAX_VALUE),
                            fields.integer("offset", 0, Long.MAX_VALUE));
            Line before = lines.putIfAbsent(position, new Line(number, text));
            if (before != null) {
                throw new IllegalArgumentException(
                        "record %d/%d must appear once (it is also in line %d)"
                                .formatted(
                                        position.partition(), position.offset(), before.number()));
            }
        } catch (IllegalArgumentException e) {
            throw wrong(number, e.getMessage(), e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "must be JSON (%s)".formatted(e.getOriginalMessage()), e);
        }
    }

    private SpikelinkException wrong(int number, String what, Exception cause) {
        return new SpikelinkException("%s: line %d: %s".formatted(file, number, what), cause);
    }

    boolean has(RejectedRecord record) {
        return lines.containsKey(Position.of(record));
    }

    /**
     * The edited batches.
     *
     * @param rejected the topic, read with the values of the records in this file
     * @throws SpikelinkException naming file, line and error
     */
    List<RejectedBatch> applyTo(RejectedTopic rejected, ResendOptions options) {
        Map<Position, RejectedRecord> pending = new LinkedHashMap<>();
        rejected.pending().stream().filter(this::has).forEach(r -> pending.put(Position.of(r), r));
        List<RejectedBatch> batches = new ArrayList<>();
        Map<List<Object>, RejectedBatch> seen = new HashMap<>();
        lines.forEach(
                (position, line) -> {
                    RejectedRecord record = pending.get(position);
                    try {
                        checkIsPending(position, record, rejected, options.topic());
                        RejectedBatch batch = RecordJson.parse(parse(line.text()), record);
                        checkTarget(batch, options.target(record), seen);
                        batches.add(batch);
                    } catch (IllegalArgumentException e) {
                        throw wrong(line.number(), e.getMessage(), e);
                    }
                });
        return batches;
    }

    private static void checkIsPending(
            Position position, RejectedRecord record, RejectedTopic rejected, String topic) {
        if (record == null) {
            Resent resent = rejected.marks().get(new TopicPartition(topic, position.partition()));
            boolean isResent = resent != null && resent.contains(position.offset());
            throw new IllegalArgumentException(
                    "%s has no record %d/%d that waits to be resent%s"
                            .formatted(
                                    topic,
                                    position.partition(),
                                    position.offset(),
                                    isResent ? ": it was resent before" : ""));
        }
    }

    private static void checkTarget(
            RejectedBatch edited, String topic, Map<List<Object>, RejectedBatch> seen) {
        if (topic.isEmpty()) {
            throw new IllegalArgumentException(
                    "the topic that it came from is unknown; name one with --to");
        }
        SensorBatch batch = edited.batch();
        RejectedBatch other =
                seen.putIfAbsent(
                        List.of(topic, batch.getStream(), batch.getSession(), batch.getSequence()),
                        edited);
        if (other != null && !other.batch().equals(batch)) {
            throw new IllegalArgumentException(
                    "stream, session and sequence must identify one batch (record %d/%d has the same but differs)"
                            .formatted(other.record().partition(), other.record().offset()));
        }
    }
}
