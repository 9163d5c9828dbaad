package org.spikelink.jobs.rejected;

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
import org.spikelink.jobs.errors.CommandException;

/**
 * Sends rejected batches again. What is resent, and the bookkeeping that it was, are one Kafka transaction: whoever runs
 * this twice, or is killed in the middle, resends nothing twice. Two replays of one group at a time shut each other out.
 */
public final class RejectedReplay {
    private static final String RESENT_FROM = "resent-from";

    private final ResendOptions options;
    private final Optional<Edits> edits;

    /** A replay of records as they are, which has not begun. */
    public RejectedReplay(ResendOptions options) {
        this(options, Optional.empty());
    }

    /** A replay that has not begun, of records as they are, or of those that were edited. */
    public RejectedReplay(ResendOptions options, Optional<Edits> edits) {
        this.options = options;
        this.edits = edits;
    }

    /**
     * Resends what may be resent, all of it or nothing.
     *
     * @throws CommandException if a topic is not there, a stream began to send in between, another replay took over, or
     *     Kafka refuses
     */
    public ResendReport run() {
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(options)) {
            if (options.dryRun()) {
                return new Look(consumer).report();
            }
            try (KafkaProducer<byte[], byte[]> producer = KafkaClients.producer(options)) {
                producer.initTransactions(); // from here on another replay's commit fails
                Look look = new Look(consumer);
                look.resend(producer, consumer.groupMetadata());
                return look.report();
            }
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new CommandException(
                    "another replay of group %s has taken over; nothing was resent by this one"
                            .formatted(options.group()),
                    e);
        } catch (KafkaException e) {
            throw new CommandException("nothing was resent: " + e.getMessage(), e);
        }
    }

    /** What was found in Kafka, and what follows from it. */
    private final class Look {
        private final RejectedTopic rejected;
        private final Map<String, StreamHistories> topics = new HashMap<>();
        private final ResendReport report;

        Look(KafkaConsumer<byte[], byte[]> consumer) {
            rejected = RejectedTopic.read(consumer, options.topic(), RejectedReplay.this::isAsked);
            List<RejectedRecord> selected =
                    rejected.pending().stream().filter(RejectedReplay.this::isAsked).toList();
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
                        StreamHistories histories = new StreamHistories(consumer, topic, names);
                        histories.readOn();
                        topics.put(topic, histories);
                    });
        }

        @SuppressWarnings("FutureReturnValueIgnored") // the commit throws if a record was not taken
        void resend(KafkaProducer<byte[], byte[]> producer, ConsumerGroupMetadata group) {
            List<RejectedRecord> done = new ArrayList<>();
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            report.verdicts()
                    .forEach(
                            (session, verdict) -> {
                                if (!(verdict instanceof Verdict.Refused)) {
                                    records.addAll(records(session, verdict));
                                    session.batches().forEach(batch -> done.add(batch.record()));
                                    session.repeats().forEach(batch -> done.add(batch.record()));
                                }
                            });
            if (records.isEmpty()) {
                return;
            }
            Map<TopicPartition, OffsetAndMetadata> marks = rejected.marksWith(done);
            checkNothingCame();
            producer.beginTransaction();
            records.forEach(producer::send);
            producer.sendOffsetsToTransaction(marks, group);
            producer.commitTransaction();
        }

        /** What was decided holds only as long as the streams keep silent. */
        private void checkNothingCame() {
            topics.forEach(
                    (topic, histories) -> {
                        Set<String> heard = histories.readOn();
                        if (!heard.isEmpty()) {
                            throw new CommandException(
                                    "streams %s have begun to send to %s meanwhile; nothing was resent, try again"
                                            .formatted(heard, topic));
                        }
                    });
        }
    }

    private boolean isAsked(RejectedRecord record) {
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
