package org.spikelink.connectors.kafka;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
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

/**
 * A source whose part in the JobManager, of which a job has one, also holds the job's name. All else is the source's own.
 *
 * @param <T> what it reads
 * @param <S> its splits
 * @param <E> its enumerator's state
 */
final class NamedSource<T, S extends SourceSplit, E>
        implements Source<T, S, E>, ResultTypeQueryable<T> {
    private static final long serialVersionUID = 1L;

    private final Source<T, S, E> source;
    private final TypeInformation<T> type;
    private final Properties membership;
    private final String topic;

    /** See {@link NameHolder} for {@code membership} and {@code topic}. */
    NamedSource(
            Source<T, S, E> source, TypeInformation<T> type, Properties membership, String topic) {
        this.source = source;
        this.type = type;
        this.membership = membership;
        this.topic = topic;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
        return source.createReader(context);
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

    /** The part in the JobManager. */
    private final class Named implements SplitEnumerator<S, E> {
        private final SplitEnumerator<S, E> enumerator;
        private NameHolder holder;

        private Named(SplitEnumerator<S, E> enumerator) {
            this.enumerator = enumerator;
        }

        @Override
        public void start() {
            holder = new NameHolder(membership, topic);
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
