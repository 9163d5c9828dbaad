package org.spikelink.connectors.kafka.flink;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.spikelink.connectors.kafka.client.JobName;
import org.spikelink.connectors.kafka.client.JobNameLease;

/**
 * A source whose enumerator, of which a job has one, also holds the job's name. Its readers come
 * from elsewhere; everything else is delegated.
 *
 * @param <T> what it reads
 * @param <S> its splits
 * @param <E> its enumerator's state
 */
final class NamedSource<T, S extends SourceSplit, E>
        implements Source<T, S, E>, ResultTypeQueryable<T> {
    private static final long serialVersionUID = 1L;

    private final Source<T, S, E> source;
    private final Readers<T, S> readers;
    private final TypeInformation<T> type;
    private final JobName name;
    private final String topic;

    /** Creates readers in place of the source. */
    interface Readers<T, S extends SourceSplit> extends Serializable {
        SourceReader<T, S> create(SourceReaderContext context) throws Exception;
    }

    /** See {@link JobNameLease} for {@code name} and {@code topic}. */
    NamedSource(
            Source<T, S, E> source,
            Readers<T, S> readers,
            TypeInformation<T> type,
            JobName name,
            String topic) {
        this.source = source;
        this.readers = readers;
        this.type = type;
        this.name = name;
        this.topic = topic;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
        return readers.create(context);
    }

    @Override
    public SplitEnumerator<S, E> createEnumerator(SplitEnumeratorContext<S> context)
            throws Exception {
        return new Named(source.createEnumerator(context));
    }

    @Override
    public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E state)
            throws Exception {
        return new Named(source.restoreEnumerator(context, state));
    }

    @Override
    public SimpleVersionedSerializer<S> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<E> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }

    /** The enumerator, which runs in the JobManager. */
    private final class Named implements SplitEnumerator<S, E> {
        private final SplitEnumerator<S, E> enumerator;
        private JobNameLease holder;

        private Named(SplitEnumerator<S, E> enumerator) {
            this.enumerator = enumerator;
        }

        @Override
        public void start() {
            holder = new JobNameLease(name, topic);
            enumerator.start();
        }

        @Override
        public void handleSplitRequest(int subtask, String host) {
            enumerator.handleSplitRequest(subtask, host);
        }

        @Override
        public void handleSourceEvent(int subtask, SourceEvent event) {
            enumerator.handleSourceEvent(subtask, event);
        }

        @Override
        public void addSplitsBack(List<S> splits, int subtask) {
            enumerator.addSplitsBack(splits, subtask);
        }

        @Override
        public void addReader(int subtask) {
            enumerator.addReader(subtask);
        }

        @Override
        public E snapshotState(long checkpoint) throws Exception {
            return enumerator.snapshotState(checkpoint);
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) throws Exception {
            enumerator.notifyCheckpointComplete(checkpoint);
        }

        @Override
        public void notifyCheckpointAborted(long checkpoint) throws Exception {
            enumerator.notifyCheckpointAborted(checkpoint);
        }

        @Override
        public void close() throws IOException {
            if (holder != null) {
                holder.close();
            }
            enumerator.close();
        }
    }
}
