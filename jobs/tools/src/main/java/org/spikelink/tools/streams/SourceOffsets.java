package org.spikelink.tools.streams;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.common.TopicPartition;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.local.job.JobFailedException;

/** The Kafka offsets at which a savepoint or checkpoint of the job resumes. */
public final class SourceOffsets {
    private static final OperatorIdentifier SENSORS = OperatorIdentifier.forUid("sensors");

    /** Flink's name for the splits that a source reads. */
    private static final String SPLITS = "SourceReaderState";

    private SourceOffsets() {}

    /**
     * Reads the offsets.
     *
     * @param uri of the folder
     * @return the next offset of each partition that had been read
     * @throws SpikelinkException if it cannot be read
     */
    @SuppressWarnings("try") // an interrupt while it closes ends the command like any other failure
    public static Map<TopicPartition, Long> of(String uri) {
        Configuration flink = new Configuration();
        flink.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, flink);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (CloseableIterator<byte[]> splits =
                SavepointReader.read(env, uri)
                        .readListState(
                                SENSORS,
                                SPLITS,
                                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
                                BytePrimitiveArraySerializer.INSTANCE)
                        .executeAndCollect()) {
            while (splits.hasNext()) {
                KafkaPartitionSplit split =
                        SimpleVersionedSerialization.readVersionAndDeSerialize(
                                new KafkaPartitionSplitSerializer(), splits.next());
                if (split.getStartingOffset() >= 0) { // otherwise nothing had been read yet
                    offsets.put(split.getTopicPartition(), split.getStartingOffset());
                }
            }
            return offsets;
        } catch (Exception e) {
            throw new SpikelinkException(
                    "%s cannot be read: %s".formatted(uri, JobFailedException.rootCause(e)), e);
        }
    }
}
