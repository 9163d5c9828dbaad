package org.spikelink.operators.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.spikelink.core.filter.FilterState;
import org.spikelink.core.filter.FilterStateFormat;

/** What filters remember of a stream, in the bytes of {@link FilterStateFormat}, each with its version. */
public final class FilterStateSerializer extends TypeSerializerSingleton<FilterState> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public FilterState createInstance() {
        return null;
    }

    @Override
    public FilterState copy(FilterState from) {
        return from;
    }

    @Override
    public FilterState copy(FilterState from, FilterState reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(FilterState state, DataOutputView target) throws IOException {
        FilterStateFormat.write(state, target);
    }

    @Override
    public FilterState deserialize(DataInputView source) throws IOException {
        return FilterStateFormat.read(source);
    }

    @Override
    public FilterState deserialize(FilterState reuse, DataInputView source) throws IOException {
        return FilterStateFormat.read(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        FilterStateFormat.write(FilterStateFormat.read(source), target);
    }

    @Override
    public TypeSerializerSnapshot<FilterState> snapshotConfiguration() {
        return new FilterStateSerializerSnapshot();
    }
}
