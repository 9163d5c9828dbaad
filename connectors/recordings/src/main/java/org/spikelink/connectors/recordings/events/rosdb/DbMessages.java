package org.spikelink.connectors.recordings.events.rosdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.ros.RosEvents;
import org.spikelink.connectors.recordings.events.ros.RosMessage;
import org.spikelink.connectors.recordings.events.ros.RosMessages;
import org.spikelink.connectors.recordings.io.PartLimit;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** The messages of events in a bag's tables {@code topics} and {@code messages}, in order of time. */
final class DbMessages implements RosMessages {
    private final String file;
    private final Connection database;
    private final PreparedStatement query;
    private final ResultSet rows;

    DbMessages(RecordingSource source, OpenOptions options) {
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
            List<Long> topics = topics(opened, options);
            String places = String.join(",", Collections.nCopies(topics.size(), "?"));
            query =
                    opened.prepareStatement(
                            "SELECT t.name, t.type, m.data, length(m.data) FROM messages m JOIN topics t"
                                    + " ON t.id = m.topic_id WHERE m.topic_id IN ("
                                    + places
                                    + ") ORDER BY m.timestamp, m.id");
            for (int n = 0; n < topics.size(); n++) {
                query.setLong(n + 1, topics.get(n));
            }
            rows = query.executeQuery();
            database = opened;
        } catch (SQLException e) {
            close(opened);
            throw failed(e);
        }
    }

    private static List<Long> topics(Connection database, OpenOptions options) throws SQLException {
        List<Long> topics = new ArrayList<>();
        try (PreparedStatement query =
                        database.prepareStatement("SELECT id, name, type FROM topics");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                boolean wanted =
                        options.topic().isPresent()
                                ? options.topic().get().equals(rows.getString(2))
                                : RosEvents.isEvents(String.valueOf(rows.getString(3)));
                if (wanted) {
                    topics.add(rows.getLong(1));
                }
            }
        }
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
