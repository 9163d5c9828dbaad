package org.spikelink.connectors.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
