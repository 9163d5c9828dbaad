package org.spikelink.connectors.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.connectors.kafka.codec.WireBatches.decode;
import static org.spikelink.connectors.kafka.codec.WireBatches.utf8;

import com.google.protobuf.InvalidProtocolBufferException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

class SensorBatchDecoderFuzzTest {
    private static final long SEED = 20261123;

    @Test
    void randomBytesAreNeverAnException() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            byte[] value = new byte[random.nextInt(64)];
            random.nextBytes(value);
            checkOutcome(utf8("s"), value, "seed %d, case %d".formatted(SEED, i));
        }
    }

    @Test
    void aGoodRecordCutAnywhereIsNeverAnException() {
        Random random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            var record = WireBatches.random(random);
            byte[] value = record.toByteArray();
            for (int length = 0; length < value.length; length++) {
                checkOutcome(
                        utf8(record.getStream()),
                        Arrays.copyOf(value, length),
                        "seed %d, case %d, cut at %d".formatted(SEED, i, length));
            }
        }
    }

    @Test
    void aGoodRecordWithOneByteChangedIsNeverAnException() {
        Random random = new Random(SEED);
        int accepted = 0;
        for (int i = 0; i < 2_000; i++) {
            var record = WireBatches.random(random);
            byte[] value = record.toByteArray();
            for (int at = 0; at < value.length; at++) {
                byte before = value[at];
                value[at] = (byte) random.nextInt();
                Incoming outcome =
                        checkOutcome(
                                utf8(record.getStream()),
                                value,
                                "seed %d, case %d, byte %d".formatted(SEED, i, at));
                accepted += outcome instanceof SensorBatch ? 1 : 0;
                value[at] = before;
            }
        }
        assertThat(accepted).as("mutants that are batches still").isGreaterThan(1_000);
    }

    /** A rejection says why in one line; a batch is what the generated parser reads from the same bytes. */
    private static Incoming checkOutcome(byte[] key, byte[] value, String where) {
        Incoming outcome = decode(key, value);
        if (outcome instanceof Rejected rejected) {
            assertThat(rejected.error()).as(where).isNotBlank().doesNotContain("\n", "\r");
            assertThat(rejected.value()).as(where).isSameAs(value);
        } else {
            checkAgainstGenerated((SensorBatch) outcome, value, where);
        }
        return outcome;
    }

    private static void checkAgainstGenerated(SensorBatch batch, byte[] value, String where) {
        org.spikelink.connectors.kafka.wire.SensorBatch expected;
        try {
            expected = org.spikelink.connectors.kafka.wire.SensorBatch.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(where, e);
        }
        assertThat(batch.stream()).as(where).isEqualTo(expected.getStream());
        assertThat(batch.session()).as(where).isEqualTo(expected.getSession());
        assertThat(batch.sequence()).as(where).isEqualTo(expected.getSequence());
        assertThat(batch.startUs()).as(where).isEqualTo(expected.getStartUs());
        assertThat(batch.untilUs())
                .as(where)
                .isEqualTo(expected.hasUntilUs() ? expected.getUntilUs() : SensorBatch.NO_UNTIL);
        assertThat(batch.end()).as(where).isEqualTo(expected.getEnd());
        if (batch.payload() instanceof PackedEvents events) {
            assertThat(bytes(events)).as(where).isEqualTo(expected.getEvents().toByteArray());
        } else {
            Samples samples = (Samples) batch.payload();
            assertThat(samples.channels()).as(where).isEqualTo(expected.getSamples().getChannels());
            assertThat(samples.values())
                    .as(where)
                    .isEqualTo(floats(expected.getSamples().getValuesList()));
        }
    }

    private static byte[] bytes(PackedEvents events) {
        return Arrays.copyOfRange(
                events.bytes(), events.offset(), events.offset() + events.length());
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    @Test
    void groupsNestedAMillionDeepAreNeverAnException() {
        byte[] value = new byte[SensorBatchDecoder.MAX_VALUE_BYTES];
        for (int i = 0; i < value.length; i += 2) {
            value[i] = (byte) 0xA3; // field 20, start of a group
            value[i + 1] = 0x01;
        }

        assertThat(decode(utf8("s"), value)).isInstanceOf(Rejected.class);
    }

    @Test
    void aLengthThatIsNotThereIsNotAllocated() {
        byte[] samples = {
            0x08, 1, 0x4A, 6, 0x0A, -1, -1, -1, 0x7F, 0x10
        }; // claims 268,435,455 bytes
        byte[] events = {0x08, 1, 0x42, -1, -1, -1, -1, 0x07}; // claims 2^31-1 bytes
        byte[] negative = {0x08, 1, 0x42, -1, -1, -1, -1, 0x0F}; // claims -1 bytes
        for (byte[] value : new byte[][] {samples, events, negative}) {
            decode(utf8("s"), value);
            long before = allocated();
            assertThat(decode(utf8("s"), value)).isInstanceOf(Rejected.class);
            assertThat(allocated() - before).isLessThan(1_000_000);
        }
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
