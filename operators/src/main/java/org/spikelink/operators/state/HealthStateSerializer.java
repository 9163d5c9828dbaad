package org.spikelink.operators.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.spikelink.core.health.HealthState;
import org.spikelink.core.health.HealthStateFormat;

/** How the sensor of a stream does, in the bytes of {@link HealthStateFormat}, each with its version. */
public final class HealthStateSerializer extends TypeSerializerSingleton<HealthState> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public HealthState createInstance() {
        return null;
    }

    @Override
    public HealthState copy(HealthState from) {
        return from.copy();
    }

    @Override
    public HealthState copy(HealthState from, HealthState reuse) {
        return from.copy();
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(HealthState state, DataOutputView target) throws IOException {
        HealthStateFormat.write(state, target);
    }

    @Override
    public HealthState deserialize(DataInputView source) throws IOException {
        return HealthStateFormat.read(source);
    }

    @Override
    public HealthState deserialize(HealthState reuse, DataInputView source) throws IOException {
        return HealthStateFormat.read(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        HealthStateFormat.write(HealthStateFormat.read(source), target);
    }

    @Override
    public TypeSerializerSnapshot<HealthState> snapshotConfiguration() {
        return new HealthStateSerializerSnapshot();
    }
}
