package org.spikelink.connectors.kafka.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Rejected;

/** Readers that run out of memory at one offset, as Kafka's consumer does at a record that expands. */
class SkippingReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("sensors", 3);
    private final OutOfMemoryError noMemory = new OutOfMemoryError("Java heap space");

    private final List<String> made = new ArrayList<>();
    private final Collected output = new Collected();
    private long badFrom = 5;
    private long badUntil = 8;
    private int mostRecords = 500;

    @Test
    void goesOnAfterARecordThatDoesNotFit() throws Exception {
        SkippingReader reader = started(500);
        for (int n = 0; n < 20; n++) {
            reader.pollNext(output);
        }
        assertThat(output.offsets).startsWith(0L, 1L, 2L, 3L, 4L, 8L, 9L).doesNotHaveDuplicates();
        assertThat(output.rejected).hasSize(1);
        Rejected rejected = output.rejected.get(0);
        assertThat(rejected.error())
                .isEqualTo("too large: offsets 5 to 7 of partition 3 were skipped");
        assertThat(rejected.origin().offset()).isEqualTo(5);
        assertThat(rejected.origin().topic()).isEqualTo("sensors");
        assertThat(made).containsExactly("500", "500");
        assertThat(reader.snapshotState(1).get(0).getStartingOffset()).isEqualTo(22);
    }

    @Test
    void readsFewerAtOnceWhereNoRecordIsTooLarge() throws Exception {
        badFrom = Long.MAX_VALUE;
        mostRecords = 10;
        SkippingReader reader = started(500);
        for (int n = 0; n < 20; n++) {
            reader.pollNext(output);
        }
        assertThat(made).containsExactly("500", "62", "7");
        assertThat(output.rejected).isEmpty();
        assertThat(output.offsets).hasSize(18);
    }

    @Test
    void failsWhereNothingHelps() throws Exception {
        badFrom = Long.MAX_VALUE;
        mostRecords = 0;
        SkippingReader reader = started(8);
        reader.pollNext(output);
        assertThatThrownBy(() -> reader.pollNext(output)).hasRootCause(noMemory);
        assertThat(made).containsExactly("8", "1");
    }

    @Test
    void otherFailuresAreNotItsOwn() throws Exception {
        SkippingReader reader =
                new SkippingReader(
                        records -> new Reader(new IllegalStateException("no")),
                        (splits, records) -> List.of(),
                        500);
        reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, 5)));
        assertThatThrownBy(() -> reader.pollNext(output))
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void theFirstGoodOffsetIsTheOneAfterTheBatch() {
        for (long length = 1; length < 70; length++) {
            for (long end : new long[] {100 + length, 101 + length, 1_000}) {
                long good = 100 + length;
                assertThat(OversizedRecordSearch.nextGood(100, end, offset -> offset >= good))
                        .as("batch of %d, end %d", length, end)
                        .isEqualTo(good);
            }
        }
    }

    @Test
    void aPollOfLargeRecordsIsASmallPartOfTheHeap() {
        Properties consumer = new Properties();
        assertThat(KafkaReaders.pollRecords(consumer, 64L << 20)).isEqualTo(8);
        assertThat(KafkaReaders.pollRecords(consumer, 512L << 20)).isEqualTo(32);
        assertThat(KafkaReaders.pollRecords(consumer, 16L << 30)).isEqualTo(500);
        consumer.setProperty("max.poll.records", "700");
        assertThat(KafkaReaders.pollRecords(consumer, 64L << 20)).isEqualTo(700);
    }

    private SkippingReader started(int records) throws Exception {
        SkippingReader reader =
                new SkippingReader(
                        pollRecords -> {
                            made.add(Integer.toString(pollRecords));
                            return new Reader(pollRecords <= mostRecords ? null : noMemory);
                        },
                        (splits, pollRecords) ->
                                badFrom == Long.MAX_VALUE
                                        ? List.of()
                                        : List.of(
                                                new SkippedRecords(
                                                        PARTITION, badFrom, badUntil, "too large")),
                        records);
        reader.start();
        reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, 0)));
        return reader;
    }

    /** Reads one offset after the other; fails at the bad ones, or always. */
    private final class Reader implements SourceReader<Incoming, KafkaPartitionSplit> {
        private final Throwable failure;
        private long next;

        Reader(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<Incoming> out) {
            if (failure != null || (next >= badFrom && next < badUntil)) {
                throw new IllegalArgumentException(
                        "One or more fetchers have encountered exception",
                        failure == null ? noMemory : failure);
            }
            output.offsets.add(next);
            next++;
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
            return List.of(new KafkaPartitionSplit(PARTITION, next));
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void addSplits(List<KafkaPartitionSplit> splits) {
            next = splits.get(0).getStartingOffset();
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    /** What was read, and what was reported. */
    private static final class Collected implements ReaderOutput<Incoming> {
        private final List<Long> offsets = new ArrayList<>();
        private final List<Rejected> rejected = new ArrayList<>();

        @Override
        public void collect(Incoming record) {
            rejected.add((Rejected) record);
        }

        @Override
        public void collect(Incoming record, long timestamp) {
            collect(record);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<Incoming> createOutputForSplit(String split) {
            assertThat(split).isEqualTo("sensors-3");
            return this;
        }

        @Override
        public void releaseOutputForSplit(String split) {}
    }
}
