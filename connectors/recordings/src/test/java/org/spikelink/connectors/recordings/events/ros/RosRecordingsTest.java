package org.spikelink.connectors.recordings.events.ros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.events;
import static org.spikelink.connectors.recordings.TestFiles.source;
import static org.spikelink.connectors.recordings.events.ros.RosFiles.array;
import static org.spikelink.connectors.recordings.events.ros.RosFiles.packet;
import static org.spikelink.connectors.recordings.events.ros.RosFiles.words;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.events.mcap.McapFormat;
import org.spikelink.connectors.recordings.events.rosbag.RosBagFormat;
import org.spikelink.connectors.recordings.io.RecordingException;

/** Encodings of events, and chunks in all compressions. */
class RosRecordingsTest {
    private static final String PACKET = "event_camera_msgs/msg/EventPacket";
    private static final String ARRAY = "dvs_msgs/msg/EventArray";
    private static final OpenOptions LENIENT = OpenOptions.NONE.asLenient();
    private static final long BASE_NS = 1_700_000_000_000_000_500L;

    private static byte[] pack(String compression, byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (compression) {
                    case "lz4" -> new FramedLZ4CompressorOutputStream(bytes);
                    case "bz2" -> new BZip2CompressorOutputStream(bytes);
                    default -> bytes;
                }) {
            out.write(compression.equals("zstd") ? Zstd.compress(plain) : plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] mcap(String type, String compression, byte[]... messages) {
        return RosFiles.mcap(type, compression, p -> pack(compression, p), List.of(messages));
    }

    private static List<Event> read(EventFormat format, byte[] file) {
        return events(format.open(source(file), OpenOptions.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lz4", "zstd"})
    void chunksOfMcapAreReadInAllCompressions(String compression) {
        byte[] evt3 = words(2, 0x8001, 0x6002, 0x0007, 0x2805);
        byte[] more = words(2, 0x6003, 0x2006); // time, row and polarity go on in the next packet
        byte[] file =
                mcap(
                        PACKET,
                        compression,
                        packet(true, "evt3", 0, evt3),
                        packet(true, "evt3", 0, more));
        assertThat(read(new McapFormat(), file))
                .containsExactly(new Event(4098, 5, 7, true), new Event(4099, 6, 7, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lz4", "bz2"})
    void chunksOfBagsAreReadInAllCompressions(String compression) {
        byte[] file =
                RosFiles.bag(
                        "dvs_msgs/EventArray",
                        compression,
                        p -> pack(compression, p),
                        List.of(
                                array(false, new long[] {1_600_000_000_000_001L, 1, 2, 1}),
                                array(false, new long[] {1_600_000_000_000_003L, 639, 479, 0})));
        assertThat(read(new RosBagFormat(), file))
                .containsExactly(
                        new Event(1_600_000_000_000_001L, 1, 2, true),
                        new Event(1_600_000_000_000_003L, 639, 479, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dvs_msgs/msg/EventArray", "prophesee_event_msgs/msg/EventArray"})
    void arraysOfEventsAreAlignedInRos2(String type) {
        byte[] file =
                mcap(
                        type,
                        "",
                        array(true, new long[] {5, 1, 2, 1}, new long[] {7, 3, 4, 0}),
                        array(true, new long[] {2_000_009, 5, 6, 1}));
        assertThat(read(new McapFormat(), file))
                .containsExactly(
                        new Event(5, 1, 2, true),
                        new Event(7, 3, 4, false),
                        new Event(2_000_009, 5, 6, true));
    }

    @Test
    void monoCountsNanosecondsFromTheTimeBase() {
        byte[] events =
                words(8, 1_499L | 3L << 32 | 4L << 48 | 1L << 63, 4_294_967_295L | 5L << 32);
        byte[] file = mcap(PACKET, "", packet(true, "mono", BASE_NS, events));
        assertThat(read(new McapFormat(), file))
                .containsExactly(
                        new Event(1_700_000_000_000_001L, 3, 4, true),
                        new Event(1_700_000_004_294_967L, 5, 0, false));
    }

    @Test
    void libcaerWrapsWithinAPacketButNotBetweenPackets() {
        int pixel = 3 << 17 | 4 << 2 | 1;
        byte[] first = words(4, pixel | 2, 0x7FFFFFFF, pixel, 1);
        byte[] second = words(4, pixel, 2);
        byte[] file =
                mcap(
                        PACKET,
                        "zstd",
                        packet(true, "libcaer", 1_000, first),
                        packet(true, "libcaer", 5_000, second));
        assertThat(read(new McapFormat(), file))
                .containsExactly(
                        new Event((1L << 31), 3, 4, true),
                        new Event((1L << 31) + 2, 3, 4, false),
                        new Event(7, 3, 4, false));
    }

    @Test
    void compressedLibcaerKeepsItsColumnFromPacketToPacket() {
        byte[] first = words(2, 0x0001, 0x1002, 0x2003, 0x3804, 0x4805, 0x5081, 0x5002);
        byte[] second = words(2, 0x1001, 0x3006, 0x27FF, 0x3001, 0x6000);
        byte[] file =
                mcap(
                        PACKET,
                        "",
                        packet(true, "libcaer_cmp", 1_000, first),
                        packet(true, "libcaer_cmp", 9_000, second));
        try (EventDecoder decoder = new McapFormat().open(source(file), OpenOptions.NONE)) {
            assertThat(events(decoder))
                    .containsExactly(
                            new Event(4099, 3, 4, true),
                            new Event(4099, 3, 5, true),
                            new Event(4099, 3, 12, true),
                            new Event(4099, 3, 14, true),
                            new Event(10, 3, 6, false));
            assertThat(decoder.skipped())
                    .isEqualTo(
                            Map.of("events outside the sensor", 1L, "words of unknown types", 1L));
            assertThat(decoder.sensorSize()).contains(new SensorSize(640, 480));
        }
    }

    @Test
    void messagesThatRos2CompressedOneByOneAreRead() {
        byte[] message = Zstd.compress(array(true, new long[] {5, 1, 2, 1}));
        assertThat(read(new McapFormat(), mcap(ARRAY, "", message)))
                .containsExactly(new Event(5, 1, 2, true));
    }

    @Test
    void damagedChunksAndMessagesAreSkippedAndCountedIfAsked() {
        byte[] good = array(true, new long[] {5, 1, 2, 1});
        byte[] cut = array(true, new long[] {6, 1, 2, 1}, new long[] {7, 1, 2, 1});
        byte[] shortened = Arrays.copyOf(cut, cut.length - 3);
        int[] chunks = new int[1];
        RosFiles.Packer third =
                plain -> {
                    byte[] packed = pack("lz4", plain);
                    if (++chunks[0] == 3) {
                        packed[20] ^= 0x55;
                    }
                    return packed;
                };
        byte[] file = RosFiles.mcap(ARRAY, "lz4", third, List.of(good, shortened, cut, good));
        EventDecoder decoder = new McapFormat().open(source(file), LENIENT);
        assertThat(events(decoder))
                .containsExactly(
                        new Event(5, 1, 2, true),
                        new Event(6, 1, 2, true),
                        new Event(5, 1, 2, true));
        assertThat(decoder.skipped())
                .isEqualTo(Map.of("damaged chunks", 1L, "damaged messages", 1L));
        assertThatThrownBy(() -> read(new McapFormat(), file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("a message of type dvs_msgs/msg/EventArray ends too early");
    }

    @Test
    void anEncodingThatIsNotKnownIsRejectedByName() {
        byte[] file = mcap(PACKET, "", packet(true, "evt9", 0, new byte[8]));
        assertThatThrownBy(() -> read(new McapFormat(), file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(
                        "the encoding evt9 is not supported; supported: evt3, mono, libcaer, libcaer_cmp");
    }

    @Test
    void aTopicThatIsNotThereIsAnErrorThatListsTheTopics() {
        byte[] file = mcap(ARRAY, "", array(true, new long[] {5, 1, 2, 1}));
        OpenOptions wrong = OpenOptions.NONE.withTopic("/nothing");
        assertThatThrownBy(() -> new McapFormat().open(source(file), wrong))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(
                        "has no messages of topic /nothing; topics of events: /events");
        byte[] images = mcap("sensor_msgs/msg/Image", "", new byte[8]);
        assertThatThrownBy(() -> new McapFormat().open(source(images), OpenOptions.NONE))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("topics: /events (sensor_msgs/msg/Image)");
        OpenOptions topic = OpenOptions.NONE.withTopic("/events");
        assertThatThrownBy(() -> new McapFormat().open(source(images), topic))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(
                        "topic /events has messages of type sensor_msgs/msg/Image, which are not events");
    }
}
