package org.spikelink.operators.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStateFormat;

/** A stream's state in Flink's keyed state, in the bytes of {@link StreamStateFormat}, each with its version. */
public final class StreamStateSerializer extends TypeSerializerSingleton<StreamState> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public StreamState createInstance() {
        return null;
    }

    @Override
    public StreamState copy(StreamState from) {
        return from.copy();
    }

    @Override
    public StreamState copy(StreamState from, StreamState reuse) {
        return from.copy();
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(StreamState state, DataOutputView target) throws IOException {
        StreamStateFormat.write(state, target);
    }

    @Override
    public StreamState deserialize(DataInputView source) throws IOException {
        return StreamStateFormat.read(source);
    }

    @Override
    public StreamState deserialize(StreamState reuse, DataInputView source) throws IOException {
        return StreamStateFormat.read(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        StreamStateFormat.write(StreamStateFormat.read(source), target);
    }

    @Override
    public TypeSerializerSnapshot<StreamState> snapshotConfiguration() {
        return new StreamStateSerializerSnapshot();
    }
}
