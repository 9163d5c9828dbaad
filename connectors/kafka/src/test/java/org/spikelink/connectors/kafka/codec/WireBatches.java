package org.spikelink.connectors.kafka.codec;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.spikelink.connectors.kafka.wire.Samples;
import org.spikelink.connectors.kafka.wire.SensorBatch;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;

/** Wire records that tests start from. */
public final class WireBatches {
    public static final Origin ORIGIN = new Origin("spikelink.sensors", 3, 41, 1_700_000_000_000L);

    private WireBatches() {}

    /** A record with nothing wrong, of two events. */
    public static SensorBatch.Builder withEvents() {
        byte[] events = new byte[16];
        PackedEvents.put(events, 0, PackedEvents.pack(5, 1, 2, true));
        PackedEvents.put(events, 8, PackedEvents.pack(9, 3, 4, false));
        return empty().setEvents(ByteString.copyFrom(events));
    }

    /** A record with nothing wrong, of two samples of two channels. */
    static SensorBatch.Builder withSamples() {
        return empty().setSamples(
                        Samples.newBuilder()
                                .addValues(0.5f)
                                .addValues(-1)
                                .addValues(2)
                                .addValues(1e9f)
                                .setChannels(2));
    }

    /** A record with nothing wrong, without payload. */
    static SensorBatch.Builder empty() {
        return SensorBatch.newBuilder()
                .setFormat(1)
                .setStream("dvs-1")
                .setSession(0xFEDC_BA98_7654_3210L)
                .setSequence(7)
                .setStartUs(1_000)
                .setUntilUs(2_000)
                .setEnd(true);
    }

    /** A valid record with random contents. */
    static SensorBatch random(Random random) {
        SensorBatch.Builder batch =
                empty().setStream("stream é " + random.nextInt(100))
                        .setSession(random.nextLong())
                        .setSequence(random.nextLong() >>> 1)
                        .setStartUs(random.nextLong() >>> 2)
                        .setEnd(random.nextBoolean());
        if (random.nextBoolean()) {
            batch.setUntilUs(random.nextLong() >>> 2);
        } else {
            batch.clearUntilUs();
        }
        if (random.nextBoolean()) {
            batch.setShedEvents(random.nextLong() >>> 2);
        }
        return switch (random.nextInt(3)) {
            case 0 -> batch.setEvents(bytes(random, 8 * random.nextInt(9))).build();
            case 1 -> batch.setSamples(samples(random)).build();
            default -> batch.build();
        };
    }

    private static ByteString bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private static Samples samples(Random random) {
        int channels = 1 + random.nextInt(4);
        Samples.Builder samples = Samples.newBuilder().setChannels(channels);
        int count = channels * random.nextInt(9);
        for (int i = 0; i < count; i++) {
            samples.addValues((float) random.nextGaussian());
        }
        return samples.build();
    }

    /** Decodes a record whose key is its stream. */
    static Incoming decode(SensorBatch record) {
        return decode(utf8(record.getStream()), record.toByteArray());
    }

    static Incoming decode(byte[] key, byte[] value) {
        return SensorBatchDecoder.decode(key, value, ORIGIN);
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
