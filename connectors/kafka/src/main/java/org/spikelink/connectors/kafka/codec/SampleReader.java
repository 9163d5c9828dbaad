package org.spikelink.connectors.kafka.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;
import org.spikelink.core.record.Samples;

/** Reads the {@code Samples} message: packed or single floats, in any number of pieces. */
final class SampleReader {
    private static final int PACKED_VALUES =
            org.spikelink.connectors.kafka.wire.Samples.VALUES_FIELD_NUMBER << 3
                    | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int SINGLE_VALUE =
            org.spikelink.connectors.kafka.wire.Samples.VALUES_FIELD_NUMBER << 3
                    | WireFormat.WIRETYPE_FIXED32;
    private static final int CHANNELS =
            org.spikelink.connectors.kafka.wire.Samples.CHANNELS_FIELD_NUMBER << 3
                    | WireFormat.WIRETYPE_VARINT;

    private float[] values = {};
    private int count;
    private int at = Samples.NOWHERE;
    private long channels;

    /** Reads one message up to the limit that {@code in} has. */
    void read(CodedInputStream in) throws IOException, MalformedRecordException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case PACKED_VALUES -> readPacked(in);
                case SINGLE_VALUE -> {
                    reserve(1);
                    at = Samples.NOWHERE;
                    values[count++] = in.readFloat();
                }
                case CHANNELS -> channels = in.readUInt64();
                default ->
                        EnvelopeReader.skipUnknown(
                                in,
                                tag,
                                org.spikelink.connectors.kafka.wire.Samples.CHANNELS_FIELD_NUMBER,
                                "samples.");
            }
        }
    }

    private void readPacked(CodedInputStream in) throws IOException, MalformedRecordException {
        int bytes = in.readRawVarint32();
        int outer = in.pushLimit(bytes); // rejects a length beyond the input before allocating
        if (bytes % Float.BYTES != 0) {
            throw new MalformedRecordException(
                    "samples.values must be whole floats of 4 bytes (got %d bytes)"
                            .formatted(bytes));
        }
        reserve(bytes / Float.BYTES);
        at = count == 0 ? in.getTotalBytesRead() : Samples.NOWHERE;
        while (in.getBytesUntilLimit() > 0) {
            values[count++] = in.readFloat();
        }
        in.popLimit(outer);
    }

    private void reserve(int more) {
        if (count + more > values.length) {
            values = Arrays.copyOf(values, Math.max(count + more, 2 * values.length));
        }
    }

    /** The samples read. The stepper checks whether they fit the model. */
    Samples samples() throws MalformedRecordException {
        if (channels < 1 || channels > Integer.MAX_VALUE) {
            throw new MalformedRecordException(
                    "samples.channels must be in 1..%d (got %s)"
                            .formatted(Integer.MAX_VALUE, Long.toUnsignedString(channels)));
        }
        return new Samples(
                values.length == count ? values : Arrays.copyOf(values, count), (int) channels, at);
    }
}
