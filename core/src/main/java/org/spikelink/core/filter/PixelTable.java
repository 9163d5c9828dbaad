package org.spikelink.core.filter;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The memories of a chain of filters, pixel by pixel in ascending order: how far the pixel is from the one before it, 7 bits a
 * byte, the lowest first; with several filters, which of them know it, a byte for every 8; and the word of each that does,
 * little-endian, in as many bytes as the filter's largest word needs. In front are these numbers of bytes, 0 to 4 for each
 * filter. So a pixel that three filters know takes at most 16 bytes in an image of up to 2^21 pixels.
 */
final class PixelTable {
    /** If fewer than one pixel in this number is known, sorting them is faster than a list of all. */
    private static final int SPARSE = 32;

    private static final int MOST_DISTANCE_BYTES = 5;

    private byte[] bytes;
    private int size;

    private PixelTable(int capacity) {
        bytes = new byte[capacity];
    }

    static PixelTable of(List<FilterMemory> memories) {
        int filters = memories.size();
        long[][] known = new long[filters][]; // pixel in the upper half, word in the lower
        int[] widths = new int[filters];
        long capacity = filters;
        int wordBytes = 0;
        for (int n = 0; n < filters; n++) {
            known[n] = ascending(memories.get(n).sparse());
            widths[n] = width(memories.get(n).words());
            wordBytes += widths[n];
            capacity += known[n].length;
        }
        PixelTable table = new PixelTable((int) Math.min(1 << 20, 64 + capacity * (2 + wordBytes)));
        for (int width : widths) {
            table.bytes[table.size++] = (byte) width;
        }
        table.write(known, widths);
        return table;
    }

    private static int width(int[] words) {
        int all = 0;
        for (int word : words) {
            all |= word;
        }
        return (Integer.SIZE - Integer.numberOfLeadingZeros(all) + 7) / 8;
    }

    private static long[] ascending(FilterMemory memory) {
        int[] pixels = memory.pixels();
        int[] words = memory.words();
        long[] entries = new long[pixels.length];
        int most = -1;
        boolean sorted = true;
        for (int n = 0; n < pixels.length; n++) {
            entries[n] = entry(pixels[n], words[n]);
            sorted &= pixels[n] > most;
            most = Math.max(most, pixels[n]);
        }
        if (!sorted && (long) pixels.length * SPARSE < most) {
            Arrays.sort(entries);
        } else if (!sorted) {
            sortDense(entries, pixels, words, most);
        }
        return entries;
    }

    private static void sortDense(long[] entries, int[] pixels, int[] words, int most) {
        long[] bits = new long[(most >>> 6) + 1];
        int[] all = new int[most + 1];
        for (int n = 0; n < pixels.length; n++) {
            bits[pixels[n] >>> 6] |= 1L << pixels[n];
            all[pixels[n]] = words[n];
        }
        int at = 0;
        for (int b = 0; b < bits.length; b++) {
            for (long some = bits[b]; some != 0; some &= some - 1) {
                int pixel = (b << 6) + Long.numberOfTrailingZeros(some);
                entries[at++] = entry(pixel, all[pixel]);
            }
        }
    }

    private static long entry(int pixel, int word) {
        return (long) pixel << 32 | (word & 0xFFFFFFFFL);
    }

    private void write(long[][] known, int[] widths) {
        int filters = known.length;
        int maskBytes = filters == 1 ? 0 : (filters + 7) / 8;
        int most = MOST_DISTANCE_BYTES + maskBytes + Arrays.stream(widths).sum();
        int[] next = new int[filters];
        int before = 0;
        int pixel = first(known, next);
        while (pixel != Integer.MAX_VALUE) {
            if (size + most > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length + most);
            }
            writeDistance(pixel - before);
            before = pixel;
            int mask = size;
            size += maskBytes;
            for (int n = 0; n < filters; n++) {
                if (next[n] < known[n].length && (int) (known[n][next[n]] >>> 32) == pixel) {
                    if (maskBytes > 0) {
                        bytes[mask + n / 8] |= (byte) (1 << (n % 8));
                    }
                    int word = (int) known[n][next[n]++];
                    for (int b = 0; b < widths[n]; b++) {
                        bytes[size++] = (byte) (word >>> (8 * b));
                    }
                }
            }
            pixel = first(known, next);
        }
    }

    private static int first(long[][] known, int[] next) {
        int first = Integer.MAX_VALUE;
        for (int n = 0; n < known.length; n++) {
            if (next[n] < known[n].length) {
                first = Math.min(first, (int) (known[n][next[n]] >>> 32));
            }
        }
        return first;
    }

    private void writeDistance(int distance) {
        int left = distance;
        while (left > 0x7F) {
            bytes[size++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[size++] = (byte) left;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Number of {@link #bytes} that are used. */
    int size() {
        return size;
    }

    /**
     * The memories in a table.
     *
     * @param nowsUs clocks of the filters
     * @param size of the table in bytes
     * @throws IOException if it is damaged
     */
    static List<FilterMemory> read(long[] nowsUs, DataInputStream in, int size) throws IOException {
        int filters = nowsUs.length;
        int[] widths = new int[filters];
        for (int n = 0; n < filters; n++) {
            widths[n] = in.readUnsignedByte();
            if (widths[n] > Integer.BYTES) {
                throw new IOException(
                        "filter state: a word must have 0..4 bytes (got " + widths[n] + ")");
            }
        }
        int[][] pixels = new int[filters][16];
        int[][] words = new int[filters][16];
        int[] counts = new int[filters];
        int maskBytes = filters == 1 ? 0 : (filters + 7) / 8;
        byte[] mask = new byte[Math.max(1, maskBytes)];
        mask[0] = 1;
        long pixel = 0;
        while (in.available() > 0) {
            pixel += readDistance(in);
            if (pixel >= Integer.MAX_VALUE) {
                throw new IOException(
                        "filter state: pixels must be below 2^31 (got " + pixel + ")");
            }
            in.readFully(mask, 0, maskBytes);
            for (int n = 0; n < filters; n++) {
                if (((mask[n / 8] >> (n % 8)) & 1) == 0) {
                    continue;
                }
                if (counts[n] == pixels[n].length) {
                    pixels[n] = Arrays.copyOf(pixels[n], Math.min(2 * counts[n], size));
                    words[n] = Arrays.copyOf(words[n], pixels[n].length);
                }
                pixels[n][counts[n]] = (int) pixel;
                for (int b = 0; b < widths[n]; b++) {
                    words[n][counts[n]] |= in.readUnsignedByte() << (8 * b);
                }
                counts[n]++;
            }
        }
        List<FilterMemory> memories = new ArrayList<>();
        for (int n = 0; n < filters; n++) {
            memories.add(
                    new FilterMemory(
                            nowsUs[n],
                            Arrays.copyOf(pixels[n], counts[n]),
                            Arrays.copyOf(words[n], counts[n])));
        }
        return memories;
    }

    private static long readDistance(DataInputStream in) throws IOException {
        long distance = 0;
        for (int shift = 0; shift < 7 * MOST_DISTANCE_BYTES; shift += 7) {
            int part = in.readUnsignedByte();
            distance |= (long) (part & 0x7F) << shift;
            if (part <= 0x7F) {
                return distance;
            }
        }
        throw new IOException(
                "filter state: a distance must have at most 5 bytes (got more, up to %d)"
                        .formatted(distance));
    }
}
