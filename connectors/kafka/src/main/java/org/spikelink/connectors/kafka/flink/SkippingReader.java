package org.spikelink.connectors.kafka.flink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spikelink.core.log.LogLine;
import org.spikelink.core.record.Incoming;

/**
 * A reader that survives records that do not fit the memory. Kafka's consumer unpacks what was compressed before anyone sees
 * its size: a record of 12 kB may need 400 MB. When the consumer's thread runs out of memory, the reader is replaced by one
 * that starts after such records, which are reported as rejected; if there are none, by one that reads fewer at once.
 * Everything else is delegated.
 */
@SuppressWarnings("try") // as Flink declares it, close() may be interrupted
final class SkippingReader implements SourceReader<Incoming, KafkaPartitionSplit> {
    private static final Logger LOGGER = LoggerFactory.getLogger(SkippingReader.class);
    private static final int FEWER = 8;
    private static final long NO_CHECKPOINT = -1;

    private final Readers readers;
    private final Search search;
    private SourceReader<Incoming, KafkaPartitionSplit> reader;
    private int pollRecords;
    private boolean noMoreSplits;

    /** Creates readers. */
    interface Readers {
        /** A reader that takes at most so many records from Kafka's consumer at once. */
        SourceReader<Incoming, KafkaPartitionSplit> create(int pollRecords) throws Exception;
    }

    /** Finds what cannot be read, see {@link OversizedRecordSearch#find}. */
    interface Search {
        List<SkippedRecords> find(List<KafkaPartitionSplit> splits, int pollRecords);
    }

    SkippingReader(Readers readers, Search search, int pollRecords) throws Exception {
        this.readers = readers;
        this.search = search;
        this.pollRecords = pollRecords;
        reader = readers.create(pollRecords);
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Incoming> output) throws Exception {
        try {
            return reader.pollNext(output);
        } catch (RuntimeException e) {
            if (ExceptionUtils.findThrowable(e, OutOfMemoryError.class).isEmpty()) {
                throw e;
            }
            resume(e, output);
            return InputStatus.MORE_AVAILABLE;
        }
    }

    private void resume(RuntimeException failure, ReaderOutput<Incoming> output) throws Exception {
        List<KafkaPartitionSplit> splits = reader.snapshotState(NO_CHECKPOINT);
        reader.close();
        List<SkippedRecords> skipped = search.find(splits, pollRecords);
        if (skipped.isEmpty()) {
            if (pollRecords == 1) {
                throw failure;
            }
            pollRecords = Math.max(1, pollRecords / FEWER);
            LOGGER.warn(
                    LogLine.of("read_fewer_at_once")
                            .with("records", pollRecords)
                            .with("error", "out of memory")
                            .toString());
        }
        reader = readers.create(pollRecords);
        reader.start();
        reader.addSplits(after(skipped, splits));
        if (noMoreSplits) {
            reader.notifyNoMoreSplits();
        }
        for (SkippedRecords records : skipped) {
            output.createOutputForSplit(KafkaPartitionSplit.toSplitId(records.partition()))
                    .collect(records.rejected());
        }
    }

    private static List<KafkaPartitionSplit> after(
            List<SkippedRecords> skipped, List<KafkaPartitionSplit> splits) {
        Map<String, SkippedRecords> byId =
                skipped.stream()
                        .collect(
                                Collectors.toMap(
                                        s -> KafkaPartitionSplit.toSplitId(s.partition()),
                                        Function.identity()));
        List<KafkaPartitionSplit> moved = new ArrayList<>();
        for (KafkaPartitionSplit split : splits) {
            SkippedRecords records = byId.get(split.splitId());
            moved.add(
                    records == null
                            ? split
                            : new KafkaPartitionSplit(
                                    split.getTopicPartition(),
                                    records.until(),
                                    split.getStoppingOffset()
                                            .orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET)));
        }
        return moved;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
        return reader.snapshotState(checkpoint);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return reader.isAvailable();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        reader.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        reader.handleSourceEvents(event);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        reader.pauseOrResumeSplits(toPause, toResume);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        reader.notifyCheckpointComplete(checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
        reader.notifyCheckpointAborted(checkpoint);
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }
}
