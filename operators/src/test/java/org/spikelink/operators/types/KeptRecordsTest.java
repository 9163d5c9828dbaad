package org.spikelink.operators.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.operators.RecordText;

/** Records that earlier releases left in an unaligned checkpoint, as the bytes they wrote. */
class KeptRecordsTest {
    @ParameterizedTest
    @ValueSource(ints = {RecordTag.UNVERSIONED, RecordTag.VERSION})
    void incomingRecordsOfEveryFormatAreRead(int format) throws IOException {
        check("incoming", format, new IncomingSerializer(), TestRecords.incoming(), RecordText::of);
    }

    @ParameterizedTest
    @ValueSource(ints = {RecordTag.UNVERSIONED, RecordTag.VERSION})
    void outgoingRecordsOfEveryFormatAreRead(int format) throws IOException {
        check("outgoing", format, new OutgoingSerializer(), TestRecords.outgoing(), RecordText::of);
    }

    private static <T> void check(
            String kind,
            int format,
            TypeSerializer<T> serializer,
            T[] expected,
            Function<T, String> text)
            throws IOException {
        byte[] kept = kept(kind + "-format-" + format);
        DataInputDeserializer in = new DataInputDeserializer(kept);
        DataOutputSerializer again = new DataOutputSerializer(kept.length);
        for (T record : expected) {
            T read = serializer.deserialize(in);
            assertThat(text.apply(read)).isEqualTo(text.apply(record));
            serializer.serialize(read, again);
        }
        assertThat(in.available()).isZero();
        if (format == RecordTag.VERSION) {
            assertThat(again.getCopyOfBuffer()).isEqualTo(kept);
        }
    }

    private static byte[] kept(String name) throws IOException {
        try (InputStream in = KeptRecordsTest.class.getResourceAsStream("/" + name)) {
            return in.readAllBytes();
        }
    }
}
