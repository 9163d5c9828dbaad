package org.spikelink.connectors.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedInputStream;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Classification;

class ClassificationCodecTest {
    @Test
    void aClassificationSurvivesTheRoundTrip() throws Exception {
        Classification found = Outputs.classification();

        Classification read = ClassificationCodec.decode(ClassificationCodec.encode(found));

        assertThat(read).usingRecursiveComparison().isEqualTo(found);
    }

    @Test
    void anUnknownClassSurvivesTheRoundTrip() throws Exception {
        Classification unknown = Outputs.unknown();

        Classification read = ClassificationCodec.decode(ClassificationCodec.encode(unknown));

        assertThat(read).usingRecursiveComparison().isEqualTo(unknown);
        assertThat(read.isAnswered()).isFalse();
    }

    /** The class index was a uint32 before: the bytes of classes stay, and of -1 both read the same 32 bits. */
    @Test
    void theClassIndexHasTheBytesThatItHadAsAUint32() throws Exception {
        byte[] seven = ClassificationCodec.encode(Outputs.classification());
        int tag = 7 << 3;
        assertThat(seven).containsSequence(new byte[] {(byte) tag, 1});
        byte[] asUint32 = {
            8, 1, (byte) tag, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f
        };
        assertThat(ClassificationCodec.decode(asUint32).classIndex()).isEqualTo(-1);
        CodedInputStream written =
                CodedInputStream.newInstance(ClassificationCodec.encode(Outputs.unknown()));
        long index = 0;
        for (int field = written.readTag(); field != 0; field = written.readTag()) {
            if (field == tag) {
                index = Integer.toUnsignedLong(written.readUInt32());
            } else {
                written.skipField(field);
            }
        }
        assertThat(index).isEqualTo(4_294_967_295L);
    }

    @Test
    void anotherFormatVersionIsRejected() {
        byte[] value = {0x08, 0x03};

        assertThatThrownBy(() -> ClassificationCodec.decode(value))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("format must be 1 (got version 3)");
    }

    @Test
    void otherBytesAreRejected() {
        assertThatThrownBy(() -> ClassificationCodec.decode(new byte[] {0x0F}))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("value must be a Classification (got 1 other bytes)");
    }
}
