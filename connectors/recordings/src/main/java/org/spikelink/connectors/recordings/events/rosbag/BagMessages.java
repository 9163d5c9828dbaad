package org.spikelink.connectors.recordings.events.rosbag;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spikelink.connectors.recordings.events.ros.OpenChunk;
import org.spikelink.connectors.recordings.events.ros.RosMessage;
import org.spikelink.connectors.recordings.events.ros.RosMessages;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingException;

/** The messages of a bag, in order. Some of its records are chunks of compressed records. */
final class BagMessages implements RosMessages {
    private static final String MAGIC = "#ROSBAG V2.0\n";
    private static final int MESSAGE = 2;
    private static final int CHUNK = 5;
    private static final int CONNECTION = 7;

    /**
     * Topic and type of a connection's messages.
     *
     * @param topic of the messages
     * @param type of the messages
     */
    private record Connection(String topic, String type) {}

    private final RecordingBytes file;
    private final OpenChunk chunk;
    private final Map<Integer, Connection> connections = new HashMap<>();

    BagMessages(RecordingBytes file, boolean lenient) {
        this.file = file;
        this.chunk = new OpenChunk(file, lenient);
        if (!file.peekText(MAGIC.length()).equals(MAGIC)) {
            throw file.error("a bag must begin with the line " + MAGIC.strip());
        }
        file.skip(MAGIC.length());
    }

    @Override
    public String file() {
        return file.file();
    }

    @Override
    public Optional<RosMessage> next() {
        while (true) {
            RecordingBytes source = chunk.source();
            if (!source.has(1)) {
                return Optional.empty();
            }
            try {
                Optional<RosMessage> message = record(source, chunk.offset());
                if (message.isPresent()) {
                    return message;
                }
            } catch (RecordingException e) {
                chunk.skipDamaged(e);
            }
        }
    }

    private Optional<RosMessage> record(RecordingBytes source, long at) {
        BagRecord bag = BagRecord.read(source, at);
        switch (bag.operation()) {
            case MESSAGE -> {
                return Optional.of(message(bag, source, at));
            }
            case CONNECTION -> connect(bag, source);
            case CHUNK -> {
                chunk.checkNone(at);
                chunk.open(bag.dataBytes(), bag.text("compression"), at);
            }
            default -> source.skipFully(bag.dataBytes());
        }
        return Optional.empty();
    }

    private RosMessage message(BagRecord bag, RecordingBytes source, long at) {
        Connection connection = connections.get(bag.number("conn"));
        if (connection == null) {
            throw file.error(at, "a message must follow its connection");
        }
        return new RosMessage(
                connection.topic(), connection.type(), false, bag.data(source), 0, at);
    }

    private void connect(BagRecord bag, RecordingBytes source) {
        Map<String, byte[]> fields = BagRecord.fields(bag.data(source), file);
        connections.put(
                bag.number("conn"),
                new Connection(bag.text("topic"), BagRecord.text(fields, "type")));
    }

    @Override
    public Map<String, String> topics() {
        Map<String, String> topics = new TreeMap<>();
        connections.values().forEach(c -> topics.put(c.topic(), c.type()));
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
