package org.spikelink.connectors.recordings.events.rosdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.ros.RosEvents;
import org.spikelink.connectors.recordings.events.ros.RosMessage;
import org.spikelink.connectors.recordings.events.ros.RosMessages;
import org.spikelink.connectors.recordings.io.PartLimit;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** The messages of events in a bag's tables {@code topics} and {@code messages}, in order of time. */
final class DbMessages implements RosMessages {
    private static final int HEADER_BYTES = 100;

    private final String file;
    private final Map<String, String> topics = new TreeMap<>();
    private final Connection database;
    private final PreparedStatement query;
    private final ResultSet rows;

    DbMessages(RecordingSource source, OpenOptions options) {
        checkWhole(source);
        source.close();
        this.file = source.file();
        Connection opened = null;
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            config.setOpenMode(SQLiteOpenMode.OPEN_URI);
            opened =
                    config.createConnection(
                            "jdbc:sqlite:" + source.path().toUri() + "?immutable=1");
            List<Long> ids = wanted(opened, options);
            String places = String.join(",", Collections.nCopies(ids.size(), "?"));
            query =
                    opened.prepareStatement(
                            "SELECT t.name, t.type, m.data, length(m.data) FROM messages m JOIN topics t"
                                    + " ON t.id = m.topic_id WHERE m.topic_id IN ("
                                    + places
                                    + ") ORDER BY m.timestamp, m.id");
            for (int n = 0; n < ids.size(); n++) {
                query.setLong(n + 1, ids.get(n));
            }
            rows = query.executeQuery();
            database = opened;
        } catch (SQLException e) {
            close(opened);
            throw failed(e);
        }
    }

    /** SQLite says of a cut file only that it is malformed. The header holds the size of pages and their number. */
    private static void checkWhole(RecordingSource source) {
        RecordingBytes bytes = source.bytes();
        if (!bytes.has(HEADER_BYTES)) {
            throw bytes.error(source.size(), "an SQLite file must have a header of 100 bytes");
        }
        int pageBytes = bytes.peek(16) << 8 | bytes.peek(17);
        long pages = number(bytes, 28);
        boolean known = pages > 0 && number(bytes, 24) == number(bytes, 92);
        long expected = pages * (pageBytes == 1 ? 1 << 16 : pageBytes);
        if (known && source.size() < expected) {
            throw bytes.error(
                    source.size(),
                    "the file ends too early: %d bytes are missing"
                            .formatted(expected - source.size()));
        }
    }

    private static long number(RecordingBytes bytes, int at) {
        return (bytes.peek(at) << 24
                        | bytes.peek(at + 1) << 16
                        | bytes.peek(at + 2) << 8
                        | bytes.peek(at + 3))
                & 0xFFFFFFFFL;
    }

    private List<Long> wanted(Connection database, OpenOptions options) throws SQLException {
        List<Long> wanted = new ArrayList<>();
        try (PreparedStatement query =
                        database.prepareStatement("SELECT id, name, type FROM topics");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                String name = String.valueOf(rows.getString(2));
                String type = String.valueOf(rows.getString(3));
                topics.put(name, type);
                if (options.topic().map(name::equals).orElseGet(() -> RosEvents.isEvents(type))) {
                    wanted.add(rows.getLong(1));
                }
            }
        }
        return wanted;
    }

    @Override
    public Map<String, String> topics() {
        return topics;
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public Optional<RosMessage> next() {
        try {
            if (!rows.next()) {
                return Optional.empty();
            }
            long size = rows.getLong(4);
            if (size > PartLimit.bytes()) {
                throw new RecordingException(file, PartLimit.brokenBy("message", size));
            }
            byte[] data = rows.getBytes(3);
            return Optional.of(
                    new RosMessage(
                            String.valueOf(rows.getString(1)),
                            String.valueOf(rows.getString(2)),
                            true,
                            data == null ? new byte[0] : data,
                            0,
                            RecordingException.NO_OFFSET));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private RecordingException failed(SQLException e) {
        return new RecordingException(
                file,
                RecordingException.NO_OFFSET,
                "cannot be read as an SQLite file: "
                        + String.valueOf(e.getMessage()).replaceAll("\\s+", " "),
                e);
    }

    @Override
    public void close() {
        close(rows);
        close(query);
        close(database);
    }

    private static void close(AutoCloseable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (Exception ignored) {
            // nothing was written, so nothing can be lost
        }
    }
}
