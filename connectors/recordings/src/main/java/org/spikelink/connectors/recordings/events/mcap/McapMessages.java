package org.spikelink.connectors.recordings.events.mcap;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spikelink.connectors.recordings.events.ros.OpenChunk;
import org.spikelink.connectors.recordings.events.ros.RosMessage;
import org.spikelink.connectors.recordings.events.ros.RosMessages;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingException;

/**
 * The messages of an MCAP file, in order. A record has a u8 code, a u64 length and content; some records are chunks
 * of compressed records. Channels with encodings other than ROS 1 and CDR are skipped.
 */
final class McapMessages implements RosMessages {
    private static final int MAGIC_BYTES = 8;
    private static final int RECORD_HEADER_BYTES = 9;
    private static final int FOOTER = 0x02;
    private static final int SCHEMA = 0x03;
    private static final int CHANNEL = 0x04;
    private static final int MESSAGE = 0x05;
    private static final int CHUNK = 0x06;
    private static final int DATA_END = 0x0F;
    private static final int MESSAGE_HEADER_BYTES = 22;
    private static final int CHUNK_TIMES_BYTES = 28;

    /**
     * The source of messages.
     *
     * @param topic of the messages
     * @param type of the messages
     * @param encoding of the messages
     */
    private record Channel(String topic, String type, String encoding) {}

    private final RecordingBytes file;
    private final OpenChunk chunk;
    private final Map<Integer, String> schemas = new HashMap<>();
    private final Map<Integer, Channel> channels = new HashMap<>();
    private boolean ended;

    McapMessages(RecordingBytes file, boolean lenient) {
        this.file = file;
        this.chunk = new OpenChunk(file, lenient);
        if (!file.peekText(MAGIC_BYTES).equals("\u0089MCAP0\r\n")) {
            throw file.error("an MCAP file must begin with its eight bytes of magic");
        }
        file.skip(MAGIC_BYTES);
    }

    @Override
    public String file() {
        return file.file();
    }

    @Override
    public Optional<RosMessage> next() {
        while (true) {
            RecordingBytes source = chunk.source();
            if (ended || !source.has(1)) {
                return Optional.empty();
            }
            long at = chunk.offset();
            try {
                Optional<RosMessage> message = record(source, at);
                if (message.isPresent()) {
                    return message;
                }
            } catch (RecordingException e) {
                chunk.skipDamaged(e);
            }
        }
    }

    private Optional<RosMessage> record(RecordingBytes source, long at) {
        if (!source.has(RECORD_HEADER_BYTES)) {
            throw file.error(at, "the file ends within a record");
        }
        int code = source.u8();
        long length = source.littleEndianInt() & 0xFFFFFFFFL;
        length |= (long) source.littleEndianInt() << 32;
        return record(code, length, source, at);
    }

    private Optional<RosMessage> record(int code, long length, RecordingBytes source, long at) {
        try {
            switch (code) {
                case SCHEMA -> schema(fields(source.take(length, "record")));
                case CHANNEL -> channel(fields(source.take(length, "record")));
                case MESSAGE -> {
                    return message(source.take(length, "record"), at);
                }
                case CHUNK -> {
                    chunk.checkNone(at);
                    openChunk(length, at);
                }
                case DATA_END, FOOTER -> ended = !chunk.isOpen();
                default -> source.skipFully(length);
            }
            return Optional.empty();
        } catch (BufferUnderflowException e) {
            throw file.error(at, "a record of code %d ends too early".formatted(code));
        }
    }

    private static ByteBuffer fields(byte[] content) {
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(ByteBuffer fields) {
        int length = fields.getInt();
        if (length < 0 || length > fields.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        fields.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void schema(ByteBuffer fields) {
        schemas.put(fields.getShort() & 0xFFFF, text(fields));
    }

    private void channel(ByteBuffer fields) {
        int id = fields.getShort() & 0xFFFF;
        String type = schemas.getOrDefault(fields.getShort() & 0xFFFF, "");
        channels.put(id, new Channel(text(fields), type, text(fields)));
    }

    private Optional<RosMessage> message(byte[] content, long at) {
        ByteBuffer fields = fields(content);
        Channel channel = channels.get(fields.getShort() & 0xFFFF);
        if (channel == null) {
            throw file.error(at, "a message must follow its channel");
        }
        boolean cdr = channel.encoding().equals("cdr");
        if (!cdr && !channel.encoding().equals("ros1")) {
            return Optional.empty();
        }
        int from = Math.min(MESSAGE_HEADER_BYTES, content.length);
        return Optional.of(new RosMessage(channel.topic(), channel.type(), cdr, content, from, at));
    }

    private void openChunk(long length, long at) {
        file.skipFully(CHUNK_TIMES_BYTES);
        int nameBytes = file.has(4) ? file.littleEndianInt() : -1;
        if (nameBytes < 0 || nameBytes > 16) {
            throw file.error(at, "a chunk must name its compression");
        }
        String name = file.peekText(nameBytes);
        file.skip(name.length());
        if (!file.has(8)) {
            throw file.error(at, "the file ends within a chunk");
        }
        file.skip(8); // length of the records, which fill the rest
        chunk.open(length - CHUNK_TIMES_BYTES - 12 - nameBytes, name, at);
    }

    @Override
    public Map<String, String> topics() {
        Map<String, String> topics = new TreeMap<>();
        channels.values().forEach(c -> topics.put(c.topic(), c.type()));
        return topics;
    }

    @Override
    public Map<String, Long> skipped() {
        return chunk.skipped();
    }

    @Override
    public void close() {
        chunk.close();
        file.close();
    }
}
