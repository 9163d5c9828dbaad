package org.spikelink.tools.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;

/**
 * A text plot of a recording: equal time slices side by side, {@code +} where ON events prevail, {@code -} where OFF
 * events do, {@code o} where both are equal. A character is about twice as high as wide, and so is the area of the
 * sensor that it represents.
 */
public final class EventPicture {
    private static final int DEFAULT_SLICES = 4;
    private static final int SLICE_COLUMNS = 36;
    private static final int PIXEL_BITS = 14;
    private static final double FEW = 0.25; // of the mean over all characters with events

    private final List<long[]> events = new ArrayList<>(); // {µs, x, y, on}
    private long lastUs = Long.MIN_VALUE;
    private long firstUs = Long.MAX_VALUE;
    private int width = 1;
    private int height = 1;

    private final int slices;

    private EventPicture(int slices) {
        this.slices = slices;
    }

    /** Plots a recording, at most its first {@code maxEvents} events; does not close the decoder. */
    public static String of(EventDecoder decoder, int maxEvents) {
        return of(decoder, maxEvents, DEFAULT_SLICES);
    }

    /** Plots a recording in so many slices, at most its first {@code maxEvents} events; does not close the decoder. */
    public static String of(EventDecoder decoder, int maxEvents, int slices) {
        EventPicture picture = new EventPicture(slices);
        Optional<SensorSize> size = decoder.sensorSize();
        size.ifPresent(
                pixels -> {
                    picture.width = pixels.width();
                    picture.height = pixels.height();
                });
        EventChunk chunk = new EventChunk();
        while (picture.events.size() < maxEvents && decoder.read(chunk)) {
            picture.add(chunk);
        }
        return picture.text();
    }

    private void add(EventChunk chunk) {
        for (int i = 0; i < chunk.count(); i++) {
            int x = chunk.x(i) & (1 << PIXEL_BITS) - 1;
            int y = chunk.y(i) & (1 << PIXEL_BITS) - 1;
            events.add(new long[] {chunk.tUs(i), x, y, chunk.on(i) ? 1 : -1});
            width = Math.max(width, x + 1);
            height = Math.max(height, y + 1);
            firstUs = Math.min(firstUs, chunk.tUs(i));
            lastUs = Math.max(lastUs, chunk.tUs(i));
        }
    }

    private String text() {
        if (events.isEmpty()) {
            return "no events";
        }
        double pixels = Math.max(1, (double) width / SLICE_COLUMNS); // a character's width
        int columns = (int) Math.ceil(width / pixels);
        int rows = (int) Math.ceil(height / (2 * pixels));
        int[][] balance = new int[slices][rows * columns];
        int[][] count = new int[slices][rows * columns];
        double sliceUs = (lastUs - firstUs + 1.0) / slices;
        for (long[] event : events) {
            int slice = (int) ((event[0] - firstUs) / sliceUs);
            int row = (int) (event[2] / (2 * pixels));
            int column = (int) (event[1] / pixels);
            int at = row * columns + column;
            balance[slice][at] += (int) event[3];
            count[slice][at]++;
        }
        return draw(rows, columns, balance, count, sliceUs);
    }

    private String draw(int rows, int columns, int[][] balance, int[][] count, double sliceUs) {
        long filled = 0;
        for (int[] slice : count) {
            for (int n : slice) {
                filled += n > 0 ? 1 : 0;
            }
        }
        double least = FEW * events.size() / filled;
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            for (int slice = 0; slice < slices; slice++) {
                text.append('|');
                for (int at = row * columns; at < (row + 1) * columns; at++) {
                    text.append(character(balance[slice][at], count[slice][at], least));
                }
            }
            text.append('|').append(System.lineSeparator());
        }
        return text + String.format(Locale.ROOT, "%d slices of %.0f ms", slices, sliceUs / 1e3);
    }

    private static char character(int balance, int count, double least) {
        if (count == 0 || count < least) {
            return ' ';
        }
        return balance > 0 ? '+' : balance < 0 ? '-' : 'o';
    }
}
