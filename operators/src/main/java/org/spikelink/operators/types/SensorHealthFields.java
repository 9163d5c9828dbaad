package org.spikelink.operators.types;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.record.SensorHealth;

/** Serializes the health of a sensor. */
final class SensorHealthFields {
    private static final List<SensorHealth.Trouble> TROUBLES =
            List.of(SensorHealth.Trouble.values());

    private SensorHealthFields() {}

    static void write(SensorHealth h, DataOutput out) throws IOException {
        out.writeUTF(h.stream());
        out.writeLong(h.session());
        out.writeLong(h.startUs());
        out.writeLong(h.endUs());
        out.writeLong(h.batches());
        out.writeLong(h.events());
        out.writeLong(h.on());
        out.writeLong(h.stepsBack());
        out.writeLong(h.longestStepBackUs());
        out.writeLong(h.missing());
        out.writeLong(h.rejected());
        out.writeLong(h.late());
        out.writeLong(h.latestMs());
        out.writeInt(h.fullSlices());
        out.writeInt(h.fullest());
        out.writeInt(h.emptyRows());
        out.writeFloat(h.flickerHz());
        out.writeFloat(h.flickerShare());
        out.writeInt(h.hotPixels());
        out.writeByte(h.worstPixels().size());
        for (SensorHealth.HotPixel pixel : h.worstPixels()) {
            out.writeInt(pixel.x());
            out.writeInt(pixel.y());
            out.writeInt(pixel.events());
        }
        out.writeByte(h.troubles().size());
        for (SensorHealth.Trouble trouble : h.troubles()) {
            out.writeByte(TROUBLES.indexOf(trouble));
        }
        out.writeLong(h.inputMs());
    }

    static SensorHealth read(DataInput in) throws IOException {
        return new SensorHealth(
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readFloat(),
                in.readFloat(),
                in.readInt(),
                readPixels(in),
                readTroubles(in),
                in.readLong());
    }

    private static List<SensorHealth.HotPixel> readPixels(DataInput in) throws IOException {
        List<SensorHealth.HotPixel> pixels = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            pixels.add(new SensorHealth.HotPixel(in.readInt(), in.readInt(), in.readInt()));
        }
        return pixels;
    }

    private static List<SensorHealth.Trouble> readTroubles(DataInput in) throws IOException {
        List<SensorHealth.Trouble> troubles = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            int number = in.readUnsignedByte();
            if (number >= TROUBLES.size()) {
                throw new IOException(
                        "a trouble must be 0..%d (got %d)".formatted(TROUBLES.size() - 1, number));
            }
            troubles.add(TROUBLES.get(number));
        }
        return troubles;
    }
}
