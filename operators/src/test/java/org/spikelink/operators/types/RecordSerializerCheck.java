package org.spikelink.operators.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.util.function.Function;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.testutils.DeeplyEqualsChecker;
import org.junit.jupiter.api.Test;

/**
 * What each serializer of records must do: all that Flink asks of one, and to end where the record ends.
 *
 * <p>Arrays are compared by their content, floats by their bits.
 *
 * @param <T> the kind of record
 */
abstract class RecordSerializerCheck<T> extends SerializerTestBase<T> {
    RecordSerializerCheck(Class<T> type, Function<T, String> text) {
        super(
                new DeeplyEqualsChecker()
                        .withCustomCheck(
                                (a, b) -> type.isInstance(a) && type.isInstance(b),
                                (a, b, checker) ->
                                        text.apply(type.cast(a)).equals(text.apply(type.cast(b)))));
    }

    @Override
    protected int getLength() {
        return -1;
    }

    /** Records are immutable and have no empty form. */
    @Override
    @Test
    protected void testInstantiate() {
        assertThat(createSerializer().createInstance()).isNull();
    }

    @Test
    void aTruncatedRecordIsRejected() throws IOException {
        for (T record : getTestData()) {
            byte[] bytes = bytes(createSerializer(), record);
            for (int length = 0; length < bytes.length; length++) {
                assertThat(readOf(bytes, length)).as("%s, %d bytes", record, length).isNull();
            }
        }
    }

    private T readOf(byte[] bytes, int length) throws IOException {
        try {
            return createSerializer().deserialize(new DataInputDeserializer(bytes, 0, length));
        } catch (EOFException e) {
            return null;
        }
    }

    static <T> byte[] bytes(TypeSerializer<T> serializer, T record) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(record, out);
        return out.getCopyOfBuffer();
    }

    static <T> T copy(TypeSerializer<T> serializer, T record) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes(serializer, record)));
    }
}
