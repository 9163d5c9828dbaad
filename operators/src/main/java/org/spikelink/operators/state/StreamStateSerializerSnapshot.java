package org.spikelink.operators.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStateFormat;

/**
 * Remembers in a savepoint which version of {@link StreamStateFormat} wrote it. Older versions are read as they are,
 * since each state carries its own; a newer one is refused.
 */
public final class StreamStateSerializerSnapshot implements TypeSerializerSnapshot<StreamState> {
    private static final int SNAPSHOT_VERSION = 1;

    private int formatVersion = StreamStateFormat.VERSION;

    @Override
    public int getCurrentVersion() {
        return SNAPSHOT_VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(formatVersion);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader)
            throws IOException {
        if (readVersion != SNAPSHOT_VERSION) {
            throw new IOException(
                    "a stream state's snapshot must be of version "
                            + SNAPSHOT_VERSION
                            + " (got "
                            + readVersion
                            + ")");
        }
        formatVersion = in.readInt();
    }

    @Override
    public TypeSerializer<StreamState> restoreSerializer() {
        return new StreamStateSerializer();
    }

    @Override
    public TypeSerializerSchemaCompatibility<StreamState> resolveSchemaCompatibility(
            TypeSerializerSnapshot<StreamState> oldSnapshot) {
        boolean known =
                oldSnapshot instanceof StreamStateSerializerSnapshot old
                        && old.formatVersion <= formatVersion;
        return known
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
