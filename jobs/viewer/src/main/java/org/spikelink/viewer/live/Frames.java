package org.spikelink.viewer.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Binary frames for the page, little-endian; the first byte is the kind.
 *
 * <ul>
 *   <li>1, events: u8 0, u16 width, u16 height, u16 0, u32 total, u32 shown, f64 time of the latest in µs; for each
 *       event shown u32 µs before that, u16 x, u16 y with bit 15 for ON. Where total exceeds shown, every n-th is.
 *   <li>2, spikes: u8 0, u16 steps; for each step f64 number, u16 layers; for each layer u16 index, u32 total, u16
 *       shown, u16 each neuron shown.
 *   <li>3, samples: u8 0, u16 channels, u32 rows; rows of f32.
 *   <li>4, thumbnails: u8 side, u16 count; for each side * side cells of s8.
 * </ul>
 */
final class Frames {
    /** Events of a frame; more are thinned out evenly. */
    static final int MAX_EVENTS = 6_000;

    /** Steps of a frame; earlier ones are left out. */
    static final int MAX_STEPS = 256;

    /** Spikes of a layer and step; more are thinned out evenly. */
    static final int MAX_SPIKES = 512;

    /** Samples of a frame; earlier ones are left out. */
    static final int MAX_SAMPLES = 1_024;

    private static final int MAX_CHANNELS = 64;
    private static final int LARGEST_U16 = 0xFFFF;

    private Frames() {}

    static List<ByteBuffer> news(StreamCursor cursor) {
        List<ByteBuffer> frames = new ArrayList<>();
        ViewedStream stream = cursor.stream;
        if (stream.recent != null && stream.recent.end() > cursor.events) {
            frames.add(events(stream, cursor.events));
            cursor.events = stream.recent.end();
        }
        if (stream.steps.end() > cursor.steps) {
            frames.add(
                    spikes(
                            stream.steps.from(
                                    Math.max(cursor.steps, stream.steps.end() - MAX_STEPS))));
            cursor.steps = stream.steps.end();
        }
        if (stream.samples.end() > cursor.samples) {
            frames.add(
                    samples(
                            stream.samples.from(
                                    Math.max(cursor.samples, stream.samples.end() - MAX_SAMPLES))));
            cursor.samples = stream.samples.end();
        }
        return frames;
    }

    private static ByteBuffer frame(int kind, int small, int bytes) {
        return ByteBuffer.allocate(bytes + 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) kind)
                .put((byte) small);
    }

    private static ByteBuffer events(ViewedStream stream, long from) {
        EventRing ring = stream.recent;
        long total = ring.end() - from;
        long first = Math.max(from, ring.start());
        long stride = Math.max(1, (ring.end() - first + MAX_EVENTS - 1) / MAX_EVENTS);
        int shown = (int) ((ring.end() - first + stride - 1) / stride);
        long endUs = ring.timeUs(ring.end() - 1);
        ByteBuffer frame =
                frame(1, 0, 22 + 8 * shown)
                        .putShort((short) stream.width)
                        .putShort((short) stream.height)
                        .putShort((short) 0)
                        .putInt((int) Math.min(total, Integer.MAX_VALUE))
                        .putInt(shown)
                        .putDouble((double) endUs);
        for (long at = ring.end() - 1 - (shown - 1) * stride; at < ring.end(); at += stride) {
            int place = ring.place(at);
            frame.putInt((int) Math.max(0, Math.min(endUs - ring.timeUs(at), Integer.MAX_VALUE)))
                    .putShort((short) (place >>> 16))
                    .putShort((short) place);
        }
        return frame.flip();
    }

    private static ByteBuffer spikes(List<LiveStep> steps) {
        int bytes = 2;
        for (LiveStep step : steps) {
            bytes += 10;
            for (int[] neurons : step.neurons()) {
                bytes += 8 + 2 * Math.min(neurons.length, MAX_SPIKES);
            }
        }
        ByteBuffer frame = frame(2, 0, bytes).putShort((short) steps.size());
        for (LiveStep step : steps) {
            frame.putDouble((double) step.step()).putShort((short) step.layers().length);
            for (int l = 0; l < step.layers().length; l++) {
                layer(step.layers()[l], step.neurons()[l], frame);
            }
        }
        return frame.flip();
    }

    private static void layer(int index, int[] neurons, ByteBuffer frame) {
        int shown = Math.min(neurons.length, MAX_SPIKES);
        frame.putShort((short) index).putInt(neurons.length).putShort((short) shown);
        for (int i = 0; i < shown; i++) {
            int neuron = neurons[(int) ((long) i * neurons.length / shown)];
            frame.putShort((short) Math.min(neuron, LARGEST_U16));
        }
    }

    private static ByteBuffer samples(List<float[]> rows) {
        int channels = Math.min(rows.get(rows.size() - 1).length, MAX_CHANNELS);
        ByteBuffer frame =
                frame(3, 0, 6 + 4 * channels * rows.size())
                        .putShort((short) channels)
                        .putInt(rows.size());
        for (float[] row : rows) {
            for (int c = 0; c < channels; c++) {
                frame.putFloat(c < row.length ? row[c] : Float.NaN);
            }
        }
        return frame.flip();
    }

    static ByteBuffer thumbnails(
            List<String> names, Map<String, ViewedStream> streams, long nowMs) {
        ByteBuffer frame =
                frame(4, Thumbnail.SIDE, 2 + names.size() * Thumbnail.CELLS)
                        .putShort((short) names.size());
        for (String name : names) {
            ViewedStream stream = streams.get(name);
            if (stream == null) {
                frame.position(frame.position() + Thumbnail.CELLS);
            } else {
                stream.thumbnail.write(nowMs, frame);
            }
        }
        return frame.flip();
    }
}
