package org.spikelink.tools.plot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.spikelink.charts.Picture;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.kafka.codec.MalformedRecordException;
import org.spikelink.connectors.kafka.codec.OutgoingDecoder;
import org.spikelink.connectors.kafka.codec.SessionHorizon;
import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.tools.topic.TopicScan;

/**
 * Pictures of what a topic holds of one stream: its latest session, up to the topic's current end. Reads without a consumer
 * group.
 *
 * @param inputFormat how sensors write, for pictures of a sensor's topic
 */
public record StreamTopic(
        KafkaCluster kafka, String topic, String stream, InputFormat inputFormat) {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 1L << 29;
    private static final int MOST_NAMES = 10;

    /**
     * A picture.
     *
     * @param kind {@code SCORES} of a topic of classes, {@code RASTER} and {@code RATE} of one of spikes, {@code EVENTS}, {@code
     *     TIMESURFACE} and {@code RATE} of a sensor's
     * @throws SpikelinkException if the topic has no such records of the stream, or cannot be read
     */
    public Picture picture(PlotKind kind, PlotOptions options) {
        return switch (kind) {
            case SCORES -> Plots.ofClasses(stream, required(classes(values()), "classes"), options);
            case RASTER ->
                    Plots.ofSpikes(kind, stream, required(spikes(values()), "spikes"), options);
            case RATE -> rates(values(), options);
            case EVENTS, TIMESURFACE ->
                    Plots.ofSensor(
                            kind,
                            stream,
                            required(batches(values()), "batches of a sensor"),
                            options);
            case MEMBRANE ->
                    throw new IllegalArgumentException(
                            "--kind membrane needs a recording and --model: a job writes no membranes");
        };
    }

    private Picture rates(List<byte[]> values, PlotOptions options) {
        List<SpikeBatch> spikes = spikes(values);
        return spikes.isEmpty()
                ? Plots.ofSensor(
                        PlotKind.RATE,
                        stream,
                        required(batches(values), "spikes or batches of a sensor"),
                        options)
                : Plots.ofSpikes(PlotKind.RATE, stream, spikes, options);
    }

    private List<Classification> classes(List<byte[]> values) {
        List<Classification> latest = new ArrayList<>();
        for (byte[] value : values) {
            // Bytes of other messages may be a classification's, but have no scores in their
            // places.
            if (decoded(value, true) instanceof Classification found && found.scores().length > 0) {
                if (!latest.isEmpty() && isNewer(found.session(), latest.get(0).session())) {
                    latest.clear();
                }
                if (latest.isEmpty()
                        || (found.session() == latest.get(0).session()
                                && found.windowEndUs()
                                        > latest.get(latest.size() - 1).windowEndUs())) {
                    latest.add(found); // others are repeats
                }
            }
        }
        return latest;
    }

    private List<SpikeBatch> spikes(List<byte[]> values) {
        List<SpikeBatch> latest = new ArrayList<>();
        long nextStep = 0;
        for (byte[] value : values) {
            if (decoded(value, false) instanceof SpikeBatch found && found.layers().length > 0) {
                if (!latest.isEmpty() && isNewer(found.session(), latest.get(0).session())) {
                    latest.clear();
                }
                boolean first = latest.isEmpty();
                if (first
                        || (found.session() == latest.get(0).session()
                                && found.firstOfEveryStep() >= nextStep
                                && Arrays.equals(found.layers(), latest.get(0).layers()))) {
                    latest.add(found); // others are repeats
                    nextStep = found.firstStep() + found.steps().size();
                }
            }
        }
        return latest;
    }

    private List<SensorBatch> batches(List<byte[]> values) {
        List<SensorBatch> latest = new ArrayList<>();
        byte[] key = stream.getBytes(UTF_8);
        Origin origin = new Origin(topic, 0, 0, 0);
        for (byte[] value : values) {
            if (inputFormat.decode(key, value, origin, SessionHorizon.OFF)
                    instanceof SensorBatch found) {
                if (!latest.isEmpty() && isNewer(found.session(), latest.get(0).session())) {
                    latest.clear();
                }
                if (latest.isEmpty()
                        || (found.session() == latest.get(0).session()
                                && found.sequence() > latest.get(latest.size() - 1).sequence())) {
                    latest.add(found); // others are repeats
                }
            }
        }
        return latest;
    }

    private static boolean isNewer(long session, long than) {
        return Long.compareUnsigned(session, than) > 0;
    }

    private <T> List<T> required(List<T> found, String what) {
        if (found.isEmpty()) {
            throw new SpikelinkException(
                    "topic %s: the records of stream '%s' are no %s"
                            .formatted(topic, Printable.of(stream), what));
        }
        return found;
    }

    private static Outgoing decoded(byte[] value, boolean isClass) {
        try {
            return OutgoingDecoder.decode(value, isClass);
        } catch (MalformedRecordException e) {
            return null;
        }
    }

    /** The values of all records of the stream, at least one. */
    private List<byte[]> values() {
        List<byte[]> values = new ArrayList<>();
        TreeSet<String> others = new TreeSet<>();
        long[] bytes = {0};
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        kafka.consumer(REQUEST_TIMEOUT),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicScan scan = new TopicScan(consumer, TopicScan.partitions(consumer, kafka, topic));
            scan.read(record -> take(record, values, others, bytes));
        } catch (KafkaException e) {
            throw new SpikelinkException("topic " + topic + ": " + e.getMessage(), e);
        }
        if (values.isEmpty()) {
            throw new SpikelinkException(
                    "topic %s has no records of stream '%s'; %s"
                            .formatted(topic, Printable.of(stream), named(others)));
        }
        return values;
    }

    private void take(
            ConsumerRecord<byte[], byte[]> record,
            List<byte[]> values,
            TreeSet<String> others,
            long[] bytes) {
        String key = record.key() == null ? "" : new String(record.key(), UTF_8);
        if (!key.equals(stream)) {
            if (others.size() <= MOST_NAMES && !key.isEmpty()) {
                others.add(key);
            }
            return;
        }
        if (record.value() == null) {
            return;
        }
        values.add(record.value());
        bytes[0] += record.value().length;
        if (bytes[0] > MOST_BYTES) {
            throw new SpikelinkException(
                    "topic %s holds more than %d MB of stream '%s': too much for a picture"
                            .formatted(topic, MOST_BYTES >> 20, Printable.of(stream)));
        }
    }

    private static String named(TreeSet<String> others) {
        return others.isEmpty()
                ? "it is empty"
                : "it has "
                        + others.stream()
                                .limit(MOST_NAMES)
                                .map(Printable::of)
                                .collect(Collectors.joining(", "))
                        + (others.size() > MOST_NAMES ? " and others" : "");
    }
}
