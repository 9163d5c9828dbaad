package org.spikelink.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EpochRecordTest {
    private static final EpochRecord RECORD =
            new EpochRecord(3, 0.1, 1, 0.5, 1.5, 0.6, 7, 9, 4, new double[] {0.1, 0.2}, 100);

    @Test
    void isReadAsItWasWritten() throws IOException {
        assertThat(read(bytes(), 2)).usingRecursiveComparison().isEqualTo(RECORD);
    }

    @Test
    void oneOfTheFirstVersionCountsNoUpdatesThatWereLeftOut() throws IOException {
        byte[] first = Arrays.copyOf(bytes(), bytes().length - Integer.BYTES);

        EpochRecord read = read(first, 1);

        assertThat(read.skipped()).isZero();
        assertThat(read).usingRecursiveComparison().ignoringFields("skipped").isEqualTo(RECORD);
    }

    private static byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RECORD.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static EpochRecord read(byte[] bytes, int version) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            EpochRecord read = EpochRecord.read(in, version);
            assertThat(in.available()).isZero();
            return read;
        }
    }
}
