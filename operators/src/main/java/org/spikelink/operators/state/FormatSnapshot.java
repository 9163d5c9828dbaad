package org.spikelink.operators.state;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Remembers in a savepoint which version of a format wrote it. Older versions are read as they are, since each state
 * carries its own; a newer one is rejected.
 *
 * @param <T> the kind of state
 */
abstract class FormatSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int SNAPSHOT_VERSION = 1;

    private final String what;
    private final Supplier<TypeSerializer<T>> serializer;
    private int formatVersion;

    /**
     * A snapshot of the format as this program writes it.
     *
     * @param what the kind of state, for errors
     * @param formatVersion of the format
     */
    FormatSnapshot(String what, int formatVersion, Supplier<TypeSerializer<T>> serializer) {
        this.what = what;
        this.formatVersion = formatVersion;
        this.serializer = serializer;
    }

    @Override
    public final int getCurrentVersion() {
        return SNAPSHOT_VERSION;
    }

    @Override
    public final void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(formatVersion);
    }

    @Override
    public final void readSnapshot(int readVersion, DataInputView in, ClassLoader loader)
            throws IOException {
        if (readVersion != SNAPSHOT_VERSION) {
            throw new IOException(
                    "a %s's snapshot must be of version %d (got %d)"
                            .formatted(what, SNAPSHOT_VERSION, readVersion));
        }
        formatVersion = in.readInt();
    }

    @Override
    public final TypeSerializer<T> restoreSerializer() {
        return serializer.get();
    }

    @Override
    public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> oldSnapshot) {
        boolean known =
                oldSnapshot.getClass() == getClass()
                        && ((FormatSnapshot<T>) oldSnapshot).formatVersion <= formatVersion;
        return known
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
