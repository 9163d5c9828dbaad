package org.spikelink.core.health;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a {@link HealthState}: a version, the numbers, then the arrays in bulk, little-endian. Of the slices those that
 * have begun are written, of the counts those in use. A change needs a new version, and the old ones stay readable.
 */
public final class HealthStateFormat {
    public static final int VERSION = 1;

    private static final int MOST_ROW_WORDS = 256;
    private static final int BYTES_PER_COUNT = 8;

    private HealthStateFormat() {}

    /** Writes one state. */
    public static void write(HealthState s, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(s.session);
        out.writeLong(s.lastSequence);
        out.writeBoolean(s.isOpen);
        out.writeLong(s.startUs);
        out.writeLong(s.reachedUs);
        out.writeLong(s.lastUs);
        out.writeLong(s.onTimeMs);
        out.writeLong(s.onTimeAtUs);
        out.writeLong(s.batches);
        out.writeLong(s.events);
        out.writeLong(s.on);
        out.writeLong(s.stepsBack);
        out.writeLong(s.longestStepBackUs);
        out.writeLong(s.missing);
        out.writeLong(s.rejected);
        out.writeLong(s.late);
        out.writeLong(s.latestMs);
        out.writeInt(s.slice);
        out.writeInt(s.sliceEvents);
        out.writeInt(s.fullest);
        out.writeInt(s.fullSlices);
        out.writeInt(s.rows.length);
        out.writeInt(s.lastOfCell.length);
        out.writeInt(s.repeats.used);
        out.writeInt(s.repeats.error);
        byte[] array = new byte[bytes(s)];
        ByteBuffer bytes = littleEndian(array);
        for (int n = 0; n <= s.slice; n++) {
            bytes.putShort(s.net[n]);
        }
        for (long word : s.rows) {
            bytes.putLong(word);
        }
        for (char pixel : s.lastOfCell) {
            bytes.putChar(pixel);
        }
        PixelCounts repeats = s.repeats;
        for (int n = 0; n < repeats.used; n++) {
            bytes.putInt(repeats.pixel(n)).putInt(repeats.count(n));
        }
        out.write(array);
    }

    private static int bytes(HealthState s) {
        return Short.BYTES * (s.slice + 1)
                + Long.BYTES * s.rows.length
                + Character.BYTES * s.lastOfCell.length
                + BYTES_PER_COUNT * s.repeats.used;
    }

    private static ByteBuffer littleEndian(byte[] array) {
        return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads one state.
     *
     * @throws IOException if its version is unknown or it is damaged
     */
    public static HealthState read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException(
                    "health state must be of version " + VERSION + " (got " + version + ")");
        }
        HealthState s = new HealthState(in.readLong());
        s.lastSequence = in.readLong();
        s.isOpen = in.readBoolean();
        s.startUs = in.readLong();
        s.reachedUs = in.readLong();
        s.lastUs = in.readLong();
        s.onTimeMs = in.readLong();
        s.onTimeAtUs = in.readLong();
        s.batches = in.readLong();
        s.events = in.readLong();
        s.on = in.readLong();
        s.stepsBack = in.readLong();
        s.longestStepBackUs = in.readLong();
        s.missing = in.readLong();
        s.rejected = in.readLong();
        s.late = in.readLong();
        s.latestMs = in.readLong();
        s.slice = in("slice", in.readInt(), Spectrum.SLICES - 1);
        s.sliceEvents = in("slice events", in.readInt(), Integer.MAX_VALUE);
        s.fullest = in("fullest slice", in.readInt(), Integer.MAX_VALUE);
        s.fullSlices = in("full slices", in.readInt(), Integer.MAX_VALUE);
        s.rows = new long[in("row words", in.readInt(), MOST_ROW_WORDS)];
        s.lastOfCell = new char[in("cells", in.readInt(), HotPixels.MOST_CELLS)];
        int counted = in("counted pixels", in.readInt(), PixelCounts.MOST_USED);
        s.repeats.error = in("error of counts", in.readInt(), Integer.MAX_VALUE);
        readArrays(s, counted, in);
        return s;
    }

    private static void readArrays(HealthState s, int counted, DataInput in) throws IOException {
        byte[] array = new byte[bytes(s) + BYTES_PER_COUNT * counted];
        in.readFully(array);
        ByteBuffer bytes = littleEndian(array);
        for (int n = 0; n <= s.slice; n++) {
            s.net[n] = bytes.getShort();
        }
        for (int n = 0; n < s.rows.length; n++) {
            s.rows[n] = bytes.getLong();
        }
        for (int n = 0; n < s.lastOfCell.length; n++) {
            s.lastOfCell[n] = bytes.getChar();
        }
        for (int n = 0; n < counted; n++) {
            int pixel = in("pixel", bytes.getInt(), HotPixels.MOST_PIXEL);
            s.repeats.add(pixel, in("count", bytes.getInt(), Integer.MAX_VALUE));
        }
    }

    private static int in(String what, int value, int most) throws IOException {
        if (value < 0 || value > most) {
            throw new IOException(
                    "health state: %s must be 0..%d (got %d)".formatted(what, most, value));
        }
        return value;
    }
}
