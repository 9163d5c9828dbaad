package org.spikelink.tools.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.spikelink.connectors.kafka.wire.SensorBatch;
import org.spikelink.core.error.SpikelinkException;

/**
 * Resends rejected batches. The batches and the record that they have been resent are one Kafka transaction, so that
 * nothing is resent twice, even if a replay is repeated or killed. Only one replay per group can run at a time.
 */
public final class RejectedReplay {
    private static final String RESENT_FROM = "resent-from";

    private final ResendOptions options;
    private final Optional<Edits> edits;

    /** A replay of unchanged records. */
    public RejectedReplay(ResendOptions options) {
        this(options, Optional.empty());
    }

    /** A replay of unchanged or edited records. */
    public RejectedReplay(ResendOptions options, Optional<Edits> edits) {
        this.options = options;
        this.edits = edits;
    }

    /**
     * Resends all batches that may be resent, in one transaction.
     *
     * @throws SpikelinkException if a topic does not exist, a stream has sent batches meanwhile, another replay has
     *     taken over, or Kafka reports an error
     */
    public ResendReport run() {
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(options)) {
            if (options.dryRun()) {
                return new Pass(consumer).report();
            }
            try (KafkaProducer<byte[], byte[]> producer = KafkaClients.producer(options)) {
                producer.initTransactions(); // from here on another replay's commit fails
                Pass pass = new Pass(consumer);
                pass.resend(producer, consumer.groupMetadata());
                return pass.report();
            }
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new SpikelinkException(
                    "another replay with group %s has taken over; this one has resent nothing"
                            .formatted(options.group()),
                    e);
        } catch (KafkaException e) {
            throw new SpikelinkException("nothing was resent: " + e.getMessage(), e);
        }
    }

    /** One pass over the topics: what was found and what is resent. */
    private final class Pass {
        private final RejectedTopic rejected;
        private final Map<String, StreamHistories> topics = new HashMap<>();
        private final ResendReport report;

        Pass(KafkaConsumer<byte[], byte[]> consumer) {
            rejected =
                    RejectedTopic.read(
                            consumer,
                            options.kafka(),
                            options.topic(),
                            RejectedReplay.this::isSelected);
            List<RejectedRecord> selected =
                    rejected.pending().stream().filter(RejectedReplay.this::isSelected).toList();
            ResendGroups found = groups(selected);
            readHistories(consumer, found.groups());
            report =
                    new ResendReport(
                            edits.isPresent()
                                    ? ResendPlan.ofWhole(found.groups(), options, topics)
                                    : ResendPlan.of(found.groups(), options, topics),
                            found.unrepairable(),
                            rejected.pending().size() - selected.size(),
                            rejected.before());
        }

        private ResendGroups groups(List<RejectedRecord> selected) {
            return edits.map(
                            edited ->
                                    new ResendGroups(
                                            ResendGroups.ofBatches(
                                                    edited.applyTo(rejected, options), options),
                                            Map.of()))
                    .orElseGet(() -> ResendGroups.of(selected, options));
        }

        ResendReport report() {
            return report;
        }

        private void readHistories(
                KafkaConsumer<byte[], byte[]> consumer, List<ResendGroup> groups) {
            Map<String, Set<String>> streams = new HashMap<>();
            for (ResendGroup group : groups) {
                streams.computeIfAbsent(group.topic(), topic -> new HashSet<>())
                        .add(group.stream() + options.suffix());
            }
            streams.forEach(
                    (topic, names) -> {
                        StreamHistories histories =
                                new StreamHistories(consumer, options.kafka(), topic, names);
                        histories.readOn();
                        topics.put(topic, histories);
                    });
        }

        @SuppressWarnings(
                "FutureReturnValueIgnored") // the commit throws if sending a record has failed
        void resend(KafkaProducer<byte[], byte[]> producer, ConsumerGroupMetadata group) {
            List<RejectedRecord> done = new ArrayList<>();
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            report.verdicts()
                    .forEach(
                            (session, verdict) -> {
                                if (!(verdict instanceof Verdict.Skipped)) {
                                    records.addAll(records(session, verdict));
                                    session.batches().forEach(batch -> done.add(batch.record()));
                                    session.repeats().forEach(batch -> done.add(batch.record()));
                                }
                            });
            if (records.isEmpty()) {
                return;
            }
            Map<TopicPartition, OffsetAndMetadata> marks = rejected.marksWith(done);
            checkUnchanged();
            producer.beginTransaction();
            records.forEach(producer::send);
            producer.sendOffsetsToTransaction(marks, group);
            producer.commitTransaction();
        }

        /** The plan is valid only if its streams have sent nothing since they were read. */
        private void checkUnchanged() {
            topics.forEach(
                    (topic, histories) -> {
                        Set<String> active = histories.readOn();
                        if (!active.isEmpty()) {
                            throw new SpikelinkException(
                                    "streams %s have sent batches to %s meanwhile; nothing was resent, try again"
                                            .formatted(active, topic));
                        }
                    });
        }
    }

    private boolean isSelected(RejectedRecord record) {
        return edits.map(edited -> edited.has(record)).orElseGet(() -> options.selects(record));
    }

    private List<ProducerRecord<byte[], byte[]>> records(ResendGroup group, Verdict verdict) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int n = 0; n < group.batches().size(); n++) {
            RejectedBatch rejected = group.batches().get(n);
            String stream = group.stream();
            byte[] value = rejected.value();
            if (verdict instanceof Verdict.Renumbered own) {
                stream = own.stream();
                value = renumbered(rejected.batch(), own, n, n == group.batches().size() - 1);
            }
            var record = new ProducerRecord<>(group.topic(), stream.getBytes(UTF_8), value);
            record.headers().add(RESENT_FROM, from(rejected.record()).getBytes(UTF_8));
            records.add(record);
        }
        return records;
    }

    private static byte[] renumbered(
            SensorBatch batch, Verdict.Renumbered own, int sequence, boolean end) {
        return batch.toBuilder()
                .setStream(own.stream())
                .setSession(own.session())
                .setSequence(sequence)
                .setEnd(end)
                .build()
                .toByteArray();
    }

    private String from(RejectedRecord record) {
        return options.topic() + "/" + record.partition() + "/" + record.offset();
    }
}
