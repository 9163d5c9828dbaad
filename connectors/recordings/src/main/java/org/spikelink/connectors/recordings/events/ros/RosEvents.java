package org.spikelink.connectors.recordings.events.ros;

import java.io.ByteArrayInputStream;
import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.events.Skipped;
import org.spikelink.connectors.recordings.events.evt.EvtDecoder;
import org.spikelink.connectors.recordings.io.Decompression;
import org.spikelink.connectors.recordings.io.PackedBlock;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.io.WordView;
import org.spikelink.core.error.Printable;

/**
 * The messages of one topic of events: {@code event_camera_msgs/EventPacket}, {@code event_array_msgs/EventArray} (both
 * with encodings evt3, mono, libcaer and libcaer_cmp), {@code dvs_msgs/EventArray} and {@code
 * prophesee_event_msgs/EventArray}, which is laid out alike. Others are skipped.
 */
public final class RosEvents {
    private static final Set<String> ARRAYS =
            Set.of("dvs_msgs/EventArray", "prophesee_event_msgs/EventArray");
    private static final Set<String> PACKETS =
            Set.of("event_camera_msgs/EventPacket", "event_array_msgs/EventArray");
    private static final int ZSTD_MAGIC = 0xFD2FB528;

    private static final int MOST_TOPICS = 20;

    private final RosMessages messages;
    private final boolean stated;
    private final boolean lenient;
    private final Skipped skipped = new Skipped();
    private String topic; // null until stated or found
    private RosMessage pending; // the first one, until it is read again; or null

    private RosEvents(RosMessages messages, OpenOptions options) {
        this.messages = messages;
        this.topic = options.topic().orElse(null);
        this.stated = topic != null;
        this.lenient = options.lenient();
    }

    /**
     * A decoder of the events in a file's messages. Closing it closes the messages.
     *
     * @throws RecordingException if there are no events, or events of several topics and no topic is stated
     */
    public static EventDecoder open(RosMessages messages, OpenOptions options) {
        try {
            RosEvents events = new RosEvents(messages, options);
            return new RosDecoder(events.open(), events);
        } catch (RuntimeException e) {
            messages.close();
            throw e;
        }
    }

    private EventDecoder open() {
        Optional<RosMessage> first = next();
        if (first.isEmpty()) {
            throw new RecordingException(messages.file(), nothingFound());
        }
        pending = first.get();
        if (ARRAYS.contains(pending.shortType())) {
            return new DvsArrayDecoder(this);
        }
        long offset = pending.offset();
        Optional<EventPacket> packet = nextPacket(null);
        if (packet.isEmpty()) {
            throw new RecordingException(
                    messages.file(), offset, "no packet of events is whole", null);
        }
        String encoding = packet.get().encoding();
        if (encoding.equals("evt3")) {
            PacketStream stream = new PacketStream(this, packet.get());
            String name = messages.file() + " (events of topic " + topic + ")";
            return EvtDecoder.evt3(new RecordingBytes(name, stream), packet.get().size(), lenient);
        }
        PacketWords words =
                switch (encoding) {
                    case "mono" -> new MonoWords();
                    case "libcaer" -> new LibcaerWords();
                    case "libcaer_cmp" -> new CompressedLibcaerWords(skipped);
                    default ->
                            throw new RecordingException(
                                    messages.file(),
                                    offset,
                                    "the encoding %s is not supported; supported: evt3, mono, libcaer, libcaer_cmp"
                                            .formatted(encoding),
                                    null);
                };
        return new PacketDecoder(this, packet.get(), words);
    }

    private String nothingFound() {
        return stated
                ? "has no messages of topic %s; %s".formatted(Printable.of(topic), topics())
                : "must hold messages of events: event_camera_msgs/EventPacket, event_array_msgs/EventArray,"
                        + " dvs_msgs/EventArray or prophesee_event_msgs/EventArray; "
                        + topics();
    }

    /** The topics known so far: those of events, or else all with their types. */
    private String topics() {
        Map<String, String> all = messages.topics();
        List<String> events =
                all.keySet().stream()
                        .filter(name -> isEvents(all.get(name)))
                        .map(Printable::of)
                        .toList();
        if (!events.isEmpty()) {
            return "topics of events: " + shown(events);
        }
        return all.isEmpty()
                ? "there are no topics"
                : "topics: "
                        + shown(
                                all.entrySet().stream()
                                        .map(e -> e.getKey() + " (" + e.getValue() + ")")
                                        .map(Printable::of)
                                        .toList());
    }

    private static String shown(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MOST_TOPICS, names.size())))
                + (names.size() > MOST_TOPICS ? ", ..." : "");
    }

    /** The next message of the topic. */
    Optional<RosMessage> next() {
        if (pending != null) {
            Optional<RosMessage> first = Optional.of(pending);
            pending = null;
            return first;
        }
        while (true) {
            Optional<RosMessage> message = messages.next();
            if (message.isEmpty() || isOurs(message.get())) {
                return message.map(this::plain);
            }
        }
    }

    private boolean isOurs(RosMessage message) {
        boolean events = isEvents(message.type());
        if (events && topic == null) {
            topic = message.topic();
        }
        boolean ours = message.topic().equals(topic);
        if (ours && !events) {
            throw error(
                    message,
                    "topic %s has messages of type %s, which are not events; %s"
                            .formatted(Printable.of(topic), Printable.of(message.type()), topics()),
                    null);
        }
        if (events && !ours && !stated) {
            throw error(
                    message,
                    "there are events of several topics, %s and %s; choose one with --topic"
                            .formatted(Printable.of(topic), Printable.of(message.topic())),
                    null);
        }
        return ours;
    }

    /** Whether messages of a type hold events. */
    public static boolean isEvents(String type) {
        String name = type.replace("/msg/", "/");
        return PACKETS.contains(name) || ARRAYS.contains(name);
    }

    /** The next packet, which must have the encoding of the first; null before it is known. */
    Optional<EventPacket> nextPacket(String encoding) {
        while (true) {
            Optional<RosMessage> message = next();
            try {
                Optional<EventPacket> packet = message.map(m -> EventPacket.of(m, this));
                packet.filter(p -> encoding != null && !p.encoding().equals(encoding))
                        .ifPresent(p -> throwChanged(message.get(), encoding, p.encoding()));
                return packet;
            } catch (RecordingException e) {
                skipDamaged(e);
            }
        }
    }

    private void throwChanged(RosMessage message, String encoding, String other) {
        throw error(message, "the encoding must stay %s (got %s)".formatted(encoding, other), null);
    }

    /** Counts a message that cannot be read, or throws its error unless damage is skipped. */
    void skipDamaged(RecordingException e) {
        if (!lenient) {
            throw e;
        }
        skipped.add("damaged messages", 1);
    }

    /** ROS 2 may compress each message on its own. Plain ones begin with a byte 0. */
    private RosMessage plain(RosMessage message) {
        byte[] data = message.data();
        int from = message.from();
        boolean packed =
                message.cdr()
                        && data.length - from > Integer.BYTES
                        && (int) WordView.LE32.get(data, from) == ZSTD_MAGIC;
        if (!packed) {
            return message;
        }
        int size = data.length - from;
        RecordingBytes bytes =
                new RecordingBytes(messages.file(), new ByteArrayInputStream(data, from, size));
        PackedBlock block = new PackedBlock(bytes);
        try {
            int count = block.read(size, Decompression.ZSTD, message.offset());
            return new RosMessage(
                    message.topic(),
                    message.type(),
                    true,
                    Arrays.copyOf(block.bytes(), count),
                    0,
                    message.offset());
        } catch (RecordingException e) {
            skipDamaged(e);
            return message; // too short to be read
        }
    }

    static Optional<SensorSize> size(long width, long height) {
        boolean known = width > 0 && height > 0 && width < 1 << 16 && height < 1 << 16;
        return known ? Optional.of(new SensorSize((int) width, (int) height)) : Optional.empty();
    }

    RecordingException tooShort(RosMessage message, BufferUnderflowException e) {
        return error(message, "a message of type " + message.type() + " ends too early", e);
    }

    private RecordingException error(RosMessage message, String what, Exception cause) {
        return new RecordingException(messages.file(), message.offset(), what, cause);
    }

    Map<String, Long> skipped() {
        Map<String, Long> all = new TreeMap<>(skipped.byKind());
        messages.skipped().forEach((kind, count) -> all.merge(kind, count, Long::sum));
        return all;
    }

    void close() {
        messages.close();
    }
}
