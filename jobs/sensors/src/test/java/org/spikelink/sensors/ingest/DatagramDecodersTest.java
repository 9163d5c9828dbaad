package org.spikelink.sensors.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.aedat2.Aedat2Words;

class DatagramDecodersTest {
    private static final OpenOptions DVS128 = OpenOptions.NONE.withSensor("DVS128");
    private static final OpenOptions DAVIS = OpenOptions.NONE.withSensor("DAVIS346B");

    private final EventChunk chunk = new EventChunk(DatagramDecoder.MAX_EVENTS);

    private static DatagramDecoder jaer(OpenOptions sensor, String... settings) {
        return new JaerDecoder(JaerSettings.parse(List.of(settings)), new Aedat2Words(sensor), 1);
    }

    private static ByteBuffer big() {
        return ByteBuffer.allocate(512);
    }

    private static ByteBuffer little() {
        return big().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer written) {
        byte[] bytes = new byte[written.position()];
        written.duplicate().flip().get(bytes);
        return bytes;
    }

    private List<String> decoded(DatagramDecoder decoder, ByteBuffer datagram) {
        assertThat(decode(decoder, datagram)).isTrue();
        List<String> events = new ArrayList<>();
        for (int n = 0; n < chunk.count(); n++) {
            events.add("%d %d,%d %b".formatted(chunk.tUs(n), chunk.x(n), chunk.y(n), chunk.on(n)));
        }
        return events;
    }

    private boolean decode(DatagramDecoder decoder, ByteBuffer datagram) {
        chunk.clear();
        byte[] inside = new byte[datagram.position() + 7];
        System.arraycopy(bytes(datagram), 0, inside, 5, datagram.position());
        return decoder.decode(inside, 5, 5 + datagram.position(), 77, chunk);
    }

    private static int dvs128(int x, int y, int polarity) {
        return y << 8 | x << 1 | polarity;
    }

    @Test
    void jaersDefaultIsANumberThenAddressesAndTimesMostSignificantByteFirst() {
        DatagramDecoder decoder = jaer(DVS128);
        ByteBuffer datagram = big().putInt(9).putInt(dvs128(5, 120, 1)).putInt(1_000);
        datagram.putInt(dvs128(127, 0, 0)).putInt(1_001).putInt(0x8000).putInt(1_002);

        assertThat(decoder.isNumbered()).isTrue();
        assertThat(decoder.sequence(bytes(datagram), 0, datagram.position())).isEqualTo(9);
        assertThat(decoder.sequence(bytes(datagram), 0, 3)).isEqualTo(DatagramDecoder.NO_SEQUENCE);
        assertThat(decoded(decoder, datagram))
                .containsExactly("1000 122,7 false", "1001 0,127 true");
        assertThat(decoder.skipped()).containsEntry("special events", 1L);
        assertThat(decoded(decoder, big().putInt(10))).isEmpty();
    }

    @Test
    void jaersDavisAddressesAreChecked() {
        DatagramDecoder decoder = jaer(DAVIS);
        int address = 259 << 22 | 345 << 12 | 1 << 11;
        assertThat(decoded(decoder, big().putInt(1).putInt(address).putInt(-5)))
                .containsExactly("4294967291 0,0 true");
        assertThat(decode(decoder, big().putInt(1).putInt(260 << 22).putInt(1))).isFalse();
        assertThat(chunk.count()).isZero();
        assertThat(decoded(decoder, big().putInt(2).putInt(address).putInt(3)))
                .as("the clock has wrapped, and the bad datagram did not touch it")
                .containsExactly("4294967299 0,0 true");
        assertThat(decode(jaer(DVS128), big().putInt(1).putInt(1 << 16).putInt(1))).isFalse();
    }

    @Test
    void jaersSettingsChangeTheLayout() {
        assertThat(decoded(jaer(DVS128, "no-sequence"), big().putInt(dvs128(1, 2, 1)).putInt(4)))
                .containsExactly("4 126,125 false");
        assertThat(
                        decoded(
                                jaer(DVS128, "timestamp-first", "swap-bytes"),
                                little().putInt(3).putInt(4).putInt(dvs128(1, 2, 1))))
                .containsExactly("4 126,125 false");
        assertThat(
                        decoded(
                                jaer(DVS128, "no-timestamps", "no-sequence"),
                                big().putInt(dvs128(1, 2, 1)).putInt(dvs128(3, 4, 0))))
                .containsExactly("77 126,125 false", "77 124,123 true");
        assertThat(
                        decoded(
                                jaer(DVS128, "two-bytes"),
                                big().putInt(1).putShort((short) dvs128(1, 2, 1)).putInt(6)))
                .containsExactly("6 126,125 false");
        assertThat(
                        decoded(
                                jaer(DVS128, "two-bytes", "no-timestamps"),
                                big().putInt(1).putShort((short) dvs128(1, 2, 1))))
                .containsExactly("77 126,125 false");
        assertThat(jaer(DVS128, "swap-bytes").sequence(new byte[] {1, 0, 0, 0}, 0, 4)).isOne();
    }

    @Test
    void settingsThatLoseBitsAndSensorsThatAreNotStatedAreRejected() {
        assertThatThrownBy(() -> jaer(DVS128, "two-bytes", "swap-bytes"))
                .hasMessageContaining("use 4-byte addresses");
        assertThatThrownBy(() -> jaer(DAVIS, "two-bytes"))
                .hasMessageContaining("addresses of a DAVIS of 346x260 do not fit 2 bytes");
        assertThatThrownBy(() -> jaer(DVS128, "fast"))
                .hasMessage(
                        "--jaer must be of no-sequence, no-timestamps, timestamp-first, swap-bytes,"
                                + " two-bytes (got fast)");
        assertThatThrownBy(() -> jaer(OpenOptions.NONE))
                .hasMessageContaining("state it with --sensor, DVS128 or DAVIS346B for example");
        assertThatThrownBy(() -> jaer(OpenOptions.NONE.withSensor("240x180")))
                .hasMessageContaining("or with --layout");
        assertThat(
                        decoded(
                                jaer(OpenOptions.NONE.withSensor("9x9").withLayout("davis")),
                                big().putInt(0).putInt(8 << 22).putInt(0)))
                .containsExactly("0 8,0 false");
    }

    @Test
    void spifWordsMayHaveATimeOfTheirOwn() {
        DatagramDecoder decoder = new WordDecoder(WordDecoder.Layout.SPIF);
        ByteBuffer datagram = little().putInt(300 << 16 | 1 << 15 | 200).putInt(5_000);
        datagram.putInt(1 << 31 | 1 << 16 | 2);

        assertThat(decoded(decoder, datagram)).containsExactly("5000 300,200 true", "77 1,2 false");
        assertThat(decode(decoder, little().putInt(1 << 16))).as("no time").isFalse();
        assertThat(decode(decoder, little().putInt(1 << 31 | 0x4000))).as("y").isFalse();
        assertThat(decode(decoder, little())).as("empty").isFalse();
    }

    @Test
    void faerysEventsHave13Or8Bytes() {
        ByteBuffer wide = little().putLong(1L << 40).putShort((short) 640).putShort((short) 479);
        wide.put((byte) 1);
        assertThat(decoded(new WordDecoder(WordDecoder.Layout.FAERY13), wide))
                .containsExactly("1099511627776 640,479 true");
        ByteBuffer narrow = little().putInt(-2).putShort((short) 640).putShort((short) (479 << 1));
        narrow.putInt(3).putShort((short) 1).putShort((short) (2 << 1 | 1));
        assertThat(decoded(new WordDecoder(WordDecoder.Layout.FAERY8), narrow))
                .containsExactly("4294967294 640,479 false", "4294967299 1,2 true");
        for (long t : new long[] {-1, (1L << 62) + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            ByteBuffer bad = little().putLong(t).putInt(0).put((byte) 0);
            assertThat(decode(new WordDecoder(WordDecoder.Layout.FAERY13), bad)).isFalse();
        }
        ByteBuffer on = little().putLong(1).putInt(0).put((byte) 2);
        assertThat(decode(new WordDecoder(WordDecoder.Layout.FAERY13), on)).isFalse();
    }

    @Test
    void anyBytesAreEventsThatCanBePackedOrNoEvents() {
        List<DatagramDecoder> decoders =
                List.of(
                        jaer(DVS128),
                        jaer(DAVIS, "no-sequence"),
                        jaer(DVS128, "two-bytes"),
                        new WordDecoder(WordDecoder.Layout.SPIF),
                        new WordDecoder(WordDecoder.Layout.FAERY13),
                        new WordDecoder(WordDecoder.Layout.FAERY8));
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            for (DatagramDecoder decoder : decoders) {
                chunk.clear();
                boolean valid = decoder.decode(bytes, 0, bytes.length, 1, chunk);
                assertThat(valid || chunk.count() == 0).isTrue();
                for (int n = 0; n < chunk.count(); n++) {
                    assertThat(chunk.x(n) | chunk.y(n)).isBetween(0, 16_383);
                    assertThat(chunk.tUs(n)).isBetween(0L, 1L << 62);
                }
            }
        }
    }

    @Test
    void theLargestDatagramFits() {
        byte[] bytes = new byte[65_504];
        for (int at = 3; at < bytes.length; at += 4) {
            bytes[at] = (byte) 0x80;
        }
        chunk.clear();
        assertThat(
                        new WordDecoder(WordDecoder.Layout.SPIF)
                                .decode(bytes, 0, bytes.length, 1, chunk))
                .isTrue();
        assertThat(chunk.count()).isEqualTo(16_376);
    }

    @Test
    void missingNumbersAreCountedAndLateDatagramsAreNot() {
        SequenceCheck check = new SequenceCheck();
        assertThat(check.take(5)).isZero();
        assertThat(check.take(6)).isZero();
        assertThat(check.take(9)).isEqualTo(2);
        assertThat(check.lost()).isEqualTo(2);
        assertThat(check.take(8)).isZero();
        assertThat(check.lost()).isOne();
        assertThat(check.take(10)).isZero();
        assertThat(check.take(4_000_000_000L)).as("another count").isZero();
        assertThat(check.take(1)).as("starts again").isZero();
        assertThat(check.lost()).isOne();
        check.take(Integer.MAX_VALUE);
        assertThat(check.take(0)).as("jAER wraps to 0").isZero();
    }

    @Test
    void linuxTellsHowManyDatagramsASocketDropped() {
        List<String> table =
                List.of(
                        "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
                                + "  timeout inode ref pointer drops",
                        "  533: 0100007F:231F 00000000:0000 07 00000000:00000000 00:00000000 00000000  0"
                                + "        0 1234 2 0000000000000000 42",
                        "  534: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000  0"
                                + "        0 1235 2 0000000000000000 7");

        assertThat(KernelDrops.in(table, 8991)).isEqualTo(42);
        assertThat(KernelDrops.in(table, 9000)).isZero();
        assertThat(KernelDrops.of(1)).isGreaterThanOrEqualTo(0);
    }
}
