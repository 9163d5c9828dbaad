package org.spikelink.viewer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.spikelink.viewer.live.LiveHub;
import org.spikelink.viewer.live.StreamCursor;
import org.spikelink.viewer.live.WallMessage;
import org.spikelink.viewer.live.WallQuery;

/**
 * One page in one browser. The page says what it shows; {@link #tick} sends what is new. What a slow browser has not
 * read yet is left out, not queued.
 */
final class Browser extends AbstractReceiveListener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_REQUEST = 4_096;
    private static final int MAX_SENDING = 6;
    private static final long WALL_EVERY_MS = 500;
    private static final long THUMBNAILS_EVERY_MS = 150;
    private static final long FACTS_EVERY_MS = 250;

    private final WebSocketChannel channel;
    private final LiveHub hub;
    private final AtomicInteger sending = new AtomicInteger();
    private final WebSocketCallback<Void> sent =
            new WebSocketCallback<>() {
                @Override
                public void complete(WebSocketChannel channel, Void context) {
                    sending.decrementAndGet();
                }

                @Override
                public void onError(WebSocketChannel channel, Void context, Throwable error) {
                    sending.decrementAndGet();
                }
            };
    private WallQuery query = WallQuery.ALL;
    private boolean showsWall = true;
    private StreamCursor cursor;
    private List<String> names = List.of();
    private long wallMs;
    private long thumbnailsMs;
    private long factsMs;

    Browser(WebSocketChannel channel, LiveHub hub) {
        this.channel = channel;
        this.hub = hub;
    }

    @Override
    protected long getMaxTextBufferSize() {
        return MAX_REQUEST;
    }

    @Override
    protected long getMaxBinaryBufferSize() {
        return 1;
    }

    /** {@code {"wall": {"search", "label", "sort", "limit"}}} or {@code {"stream": name}}. */
    @Override
    protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
        try {
            JsonNode request = JSON.readTree(message.getData());
            if (request.hasNonNull("wall")) {
                showWall(query(request.get("wall")));
            } else if (request.hasNonNull("stream")) {
                showStream(request.get("stream").asText());
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            close();
        }
    }

    private static WallQuery query(JsonNode wall) {
        return new WallQuery(
                wall.path("search").asText(""),
                wall.path("label").asText(""),
                WallQuery.Sort.valueOf(wall.path("sort").asText("name").toUpperCase(Locale.ROOT)),
                wall.path("limit").asInt(WallQuery.MOST));
    }

    private synchronized void showWall(WallQuery wanted) {
        leaveStream();
        query = wanted;
        showsWall = true;
        wallMs = 0;
    }

    private synchronized void showStream(String name) {
        leaveStream();
        showsWall = false;
        cursor = hub.watch(name);
        factsMs = 0;
    }

    private void leaveStream() {
        if (cursor != null) {
            hub.unwatch(cursor);
            cursor = null;
        }
    }

    /** Sends what is new. */
    synchronized void tick(long nowMs) {
        if (!channel.isOpen() || sending.get() > MAX_SENDING) {
            return;
        }
        if (nowMs - wallMs >= WALL_EVERY_MS) {
            wallMs = nowMs;
            WallMessage wall = hub.wall(showsWall ? query : query.without(), nowMs);
            names = wall.names();
            send("wall", wall);
        }
        if (showsWall && nowMs - thumbnailsMs >= THUMBNAILS_EVERY_MS) {
            thumbnailsMs = nowMs;
            send(hub.thumbnails(names, nowMs));
        }
        if (cursor != null) {
            hub.news(cursor).forEach(this::send);
            if (nowMs - factsMs >= FACTS_EVERY_MS) {
                factsMs = nowMs;
                send("stream", hub.facts(cursor, nowMs));
            }
        }
    }

    private void send(String kind, Object message) {
        try {
            sending.incrementAndGet();
            WebSockets.sendText(JSON.writeValueAsString(Map.of(kind, message)), channel, sent);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message cannot be written", e);
        }
    }

    private void send(ByteBuffer frame) {
        sending.incrementAndGet();
        WebSockets.sendBinary(frame, channel, sent);
    }

    synchronized void close() {
        leaveStream();
        WebSockets.sendClose(1001, "", channel, null);
    }

    /** Forgets what it watched, after the browser has gone. */
    synchronized void gone() {
        leaveStream();
    }
}
