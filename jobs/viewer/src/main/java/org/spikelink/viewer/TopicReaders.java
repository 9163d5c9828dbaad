package org.spikelink.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.spikelink.connectors.kafka.codec.MalformedRecordException;
import org.spikelink.connectors.kafka.codec.OutgoingDecoder;
import org.spikelink.connectors.kafka.codec.SessionHorizon;
import org.spikelink.core.error.Printable;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.viewer.live.LiveHub;

/**
 * Reads a job's topics into the hub, each in a thread of its own: what sensors send, what the job writes, how sensors
 * do, which not every job measures, and what shadows find, which few jobs have.
 */
final class TopicReaders implements AutoCloseable {
    private final ViewerOptions options;
    private final LiveHub hub;
    private final TopicTap sensors;
    private final TopicTap outputs;
    private final TopicTap health;
    private final TopicTap shadows;

    TopicReaders(ViewerOptions options, LiveHub hub) {
        this.options = options;
        this.hub = hub;
        this.sensors =
                new TopicTap(options.kafka(), List.of(options.topics().sensors()), this::sent);
        this.outputs =
                new TopicTap(
                        options.kafka(),
                        List.of(
                                        options.topics().spikes(),
                                        options.topics().classes(),
                                        options.topics().rejected())
                                .stream()
                                .distinct()
                                .toList(),
                        this::wrote);
        this.health =
                new TopicTap(options.kafka(), List.of(options.topics().health()), this::measured);
        this.shadows =
                new TopicTap(options.kafka(), List.of(options.topics().shadow()), this::compared);
    }

    void start() {
        sensors.start();
        outputs.start();
        health.start();
        shadows.start();
    }

    private void sent(ConsumerRecord<byte[], byte[]> record) {
        Origin origin =
                new Origin(record.topic(), record.partition(), record.offset(), record.timestamp());
        if (options.inputFormat().decode(record.key(), record.value(), origin, SessionHorizon.OFF)
                instanceof SensorBatch batch) {
            hub.sent(batch, now());
        }
    }

    private void wrote(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(options.topics().rejected())) {
            String stream = record.key() == null ? "" : new String(record.key(), UTF_8);
            hub.rejected(stream, reason(record), now());
            return;
        }
        try {
            hub.wrote(
                    OutgoingDecoder.decode(
                            record.value(), record.topic().equals(options.topics().classes())),
                    record.timestamp(),
                    now());
        } catch (MalformedRecordException e) {
            hub.undecodable();
        }
    }

    private void measured(ConsumerRecord<byte[], byte[]> record) {
        try {
            hub.wrote(OutgoingDecoder.health(record.value()), record.timestamp(), now());
        } catch (MalformedRecordException e) {
            hub.undecodable();
        }
    }

    private void compared(ConsumerRecord<byte[], byte[]> record) {
        try {
            hub.wrote(OutgoingDecoder.shadow(record.value()), record.timestamp(), now());
        } catch (MalformedRecordException e) {
            hub.undecodable();
        }
    }

    private static String reason(ConsumerRecord<byte[], byte[]> record) {
        Header error = record.headers().lastHeader("error");
        return error == null || error.value() == null
                ? "no reason given"
                : Printable.of(new String(error.value(), UTF_8));
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    @Override
    public void close() {
        sensors.close();
        outputs.close();
        health.close();
        shadows.close();
    }
}
