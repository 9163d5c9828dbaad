package org.spikelink.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;

/** Bad records among good ones: all good ones come out, all bad ones are in the rejected topic, nothing restarts. */
final class BadRecordsIT {
    private static final String SENSORS = "sensors";
    private static final long SESSION = 1;

    @Test
    void badRecordsAreRejectedAndGoodOnesComeOut(@TempDir Path checkpoints) throws Exception {
        Model model = SharedData.nmnistModel();
        Workload good = Workload.nmnist(10);
        Outputs expected = good.expected(model, StepperOptions.DEFAULTS);
        Map<String, ProducerRecord<byte[], byte[]>> bad = badRecords(good.batches().get(0));
        JobRun run = new JobRun("bad", SENSORS, 2, 256, StateBackend.HEAP, Delivery.AT_LEAST_ONCE);

        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            var topics = run.topics();
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            kafka.createTopic(SENSORS, 2, Map.of("max.message.bytes", "8388608"));
            broker.kafka().createTopics(2, topics.spikes(), topics.classes(), topics.rejected());
            kafka.sendRecords(among(good.batches(), bad.values()));
            var options =
                    run.options(
                            broker.bootstrapServers(),
                            StepperOptions.DEFAULTS,
                            checkpoints,
                            Optional.empty());
            try (TestJob job = TestJob.start(model, options)) {
                Outputs outputs = kafka.read(topics, expected.stepCount(), expected.classCount());
                List<ConsumerRecord<byte[], byte[]>> rejected = kafka.rejected(topics, bad.size());

                assertThat(outputs.steps()).isEqualTo(expected.steps());
                assertThat(outputs.classes()).isEqualTo(expected.classes());
                assertThat(errors(rejected)).isEqualTo(new TreeMap<>(ERRORS));
                assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
                rejected.forEach(message -> assertValueKept(message, bad));
            }
        }
    }

    /** Key of each bad record, and what its rejection says. */
    private static final Map<String, String> ERRORS =
            Map.ofEntries(
                    Map.entry("garbage", "value must be a SensorBatch (got 500 bytes"),
                    Map.entry("truncated", "value must be a SensorBatch"),
                    Map.entry("oversized", "1048576"),
                    Map.entry("empty", "value must be a SensorBatch (got 0 bytes)"),
                    Map.entry("null", "null"),
                    Map.entry("future-version", "format"),
                    Map.entry("other-key", "key"),
                    Map.entry("out-of-range", "x must be 0..33 (got 34)"),
                    Map.entry("reserved-bits", "bits 61-63 must be zero"),
                    Map.entry("half-an-event", "multiple of 8"),
                    Map.entry("too-many-bins", "at most 10000 bins"));

    private static Map<String, ProducerRecord<byte[], byte[]>> badRecords(SensorBatch example) {
        byte[] whole = SensorBatchEncoder.encode(batch("truncated", events(example)));
        byte[] garbage = new byte[500];
        new Random(7).nextBytes(garbage);
        byte[] future = SensorBatchEncoder.encode(batch("future-version", events(example)));
        future[1] = 2;
        Map<String, byte[]> values = new LinkedHashMap<>();
        values.put("garbage", garbage);
        values.put("truncated", Arrays.copyOf(whole, whole.length - 5));
        values.put("oversized", SensorBatchEncoder.encode(batch("oversized", new byte[2 << 20])));
        values.put("empty", new byte[0]);
        values.put("null", null);
        values.put("future-version", future);
        values.put("other-key", SensorBatchEncoder.encode(batch("another", events(example))));
        values.put("out-of-range", encoded("out-of-range", PackedEvents.pack(0, 34, 0, true)));
        values.put("reserved-bits", encoded("reserved-bits", 1L << 61));
        values.put(
                "half-an-event", SensorBatchEncoder.encode(batch("half-an-event", new byte[12])));
        values.put("too-many-bins", encoded("too-many-bins", oneEventPerBin(10_002)));
        Map<String, ProducerRecord<byte[], byte[]>> records = new LinkedHashMap<>();
        values.forEach(
                (key, value) ->
                        records.put(
                                key, new ProducerRecord<>(SENSORS, key.getBytes(UTF_8), value)));
        return records;
    }

    private static byte[] events(SensorBatch example) {
        PackedEvents events = (PackedEvents) example.payload();
        return Arrays.copyOfRange(
                events.bytes(), events.offset(), events.offset() + events.length());
    }

    private static long[] oneEventPerBin(int bins) {
        long[] events = new long[bins];
        for (int n = 0; n < bins; n++) {
            events[n] = PackedEvents.pack(10_000L * n, 1, 1, true);
        }
        return events;
    }

    private static byte[] encoded(String stream, long... events) {
        byte[] packed = new byte[8 * events.length];
        for (int n = 0; n < events.length; n++) {
            PackedEvents.put(packed, 8 * n, events[n]);
        }
        return SensorBatchEncoder.encode(batch(stream, packed));
    }

    private static SensorBatch batch(String stream, byte[] events) {
        Origin nowhere = new Origin(SENSORS, 0, 0, 0);
        return new SensorBatch(
                stream,
                SESSION,
                0,
                0,
                SensorBatch.NO_UNTIL,
                false,
                new PackedEvents(events),
                nowhere,
                events);
    }

    /** The good ones in order, a bad one after every tenth. */
    private static List<ProducerRecord<byte[], byte[]>> among(
            List<SensorBatch> good, Iterable<ProducerRecord<byte[], byte[]>> bad) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        var next = bad.iterator();
        for (SensorBatch batch : good) {
            records.add(
                    new ProducerRecord<>(
                            SENSORS,
                            batch.stream().getBytes(UTF_8),
                            SensorBatchEncoder.encode(batch)));
            if (records.size() % 10 == 0 && next.hasNext()) {
                records.add(next.next());
            }
        }
        assertThat(next).isExhausted();
        return records;
    }

    /** By key, the part of the error that was looked for; the whole error where it does not hold that. */
    private static Map<String, String> errors(List<ConsumerRecord<byte[], byte[]>> rejected) {
        Map<String, String> errors = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> message : rejected) {
            String key = message.key() == null ? "" : new String(message.key(), UTF_8);
            String error = new String(message.headers().lastHeader("error").value(), UTF_8);
            String wanted = ERRORS.getOrDefault(key, "no such record");
            errors.put(key, error.contains(wanted) ? wanted : error);
        }
        return errors;
    }

    private static void assertValueKept(
            ConsumerRecord<byte[], byte[]> message,
            Map<String, ProducerRecord<byte[], byte[]>> bad) {
        byte[] sent = bad.get(new String(message.key(), UTF_8)).value();
        boolean truncated = message.headers().lastHeader("truncated") != null;
        byte[] kept =
                sent == null
                        ? null
                        : Arrays.copyOf(sent, Math.min(sent.length, Rejected.MAX_VALUE_BYTES));
        assertThat(message.value()).isEqualTo(kept);
        assertThat(truncated).isEqualTo(sent != null && sent.length > Rejected.MAX_VALUE_BYTES);
        assertThat(new String(message.headers().lastHeader("topic").value(), UTF_8))
                .isEqualTo(SENSORS);
    }
}
