package org.spikelink.connectors.kafka.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.spikelink.connectors.kafka.wire.SensorBatch;

/**
 * Reads the fields of one {@code SensorBatch} message from its bytes; stream and events are not copied. The generated
 * parser is not used, because it would copy the events. As in any protobuf reader, the last value of a repeated
 * scalar wins.
 */
final class EnvelopeReader {
    private static final int FORMAT =
            SensorBatch.FORMAT_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int STREAM =
            SensorBatch.STREAM_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int SESSION =
            SensorBatch.SESSION_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_FIXED64;
    private static final int SEQUENCE =
            SensorBatch.SEQUENCE_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int START_US =
            SensorBatch.START_US_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int UNTIL_US =
            SensorBatch.UNTIL_US_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int END = SensorBatch.END_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int EVENTS =
            SensorBatch.EVENTS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int SAMPLES =
            SensorBatch.SAMPLES_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int SHED_EVENTS =
            SensorBatch.SHED_EVENTS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;

    private long format;
    int streamAt;
    int streamLength;
    long session;
    long sequence;
    long startUs;
    long untilUs = org.spikelink.core.record.SensorBatch.NO_UNTIL;
    boolean end;
    long shedEvents;
    int eventsAt;
    int eventsLength;
    boolean hasEvents;
    SampleReader samples;

    private EnvelopeReader() {}

    /** Reads all fields; throws if the bytes are not a message of the current format. */
    static EnvelopeReader read(byte[] value) throws MalformedRecordException {
        CodedInputStream in = CodedInputStream.newInstance(value);
        EnvelopeReader envelope = new EnvelopeReader();
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                envelope.readField(in, tag);
            }
        } catch (IOException e) {
            throw new MalformedRecordException(
                    "value must be a SensorBatch (got %d bytes, truncated or malformed at byte %d)"
                            .formatted(value.length, in.getTotalBytesRead()),
                    e);
        }
        WireFormatVersion.check(envelope.format);
        return envelope;
    }

    private void readField(CodedInputStream in, int tag)
            throws IOException, MalformedRecordException {
        switch (tag) {
            case FORMAT -> readFormat(in);
            case STREAM -> {
                streamLength = skipBytes(in);
                streamAt = in.getTotalBytesRead() - streamLength;
            }
            case SESSION -> session = in.readFixed64();
            case SEQUENCE -> sequence = in.readUInt64();
            case START_US -> startUs = in.readInt64();
            case UNTIL_US -> untilUs = in.readInt64();
            case END -> end = in.readBool();
            case EVENTS -> {
                eventsLength = skipBytes(in);
                eventsAt = in.getTotalBytesRead() - eventsLength;
                hasEvents = true;
            }
            case SAMPLES -> readSamples(in);
            case SHED_EVENTS -> shedEvents = in.readUInt64();
            default -> skipUnknown(in, tag, SensorBatch.SHED_EVENTS_FIELD_NUMBER, "");
        }
    }

    /** Checked at once, because the rest of another version may not be readable. */
    private void readFormat(CodedInputStream in) throws IOException, MalformedRecordException {
        format = in.readUInt64();
        WireFormatVersion.check(format);
    }

    private void readSamples(CodedInputStream in) throws IOException, MalformedRecordException {
        int outer = in.pushLimit(in.readRawVarint32());
        samples = samples == null ? new SampleReader() : samples;
        samples.read(in);
        in.popLimit(outer);
    }

    private static int skipBytes(CodedInputStream in) throws IOException {
        int length = in.readRawVarint32();
        in.skipRawBytes(length);
        return length;
    }

    /** Skips a field of a later schema. A known field with another wire type is an error. */
    static void skipUnknown(CodedInputStream in, int tag, int lastKnown, String message)
            throws IOException, MalformedRecordException {
        int field = WireFormat.getTagFieldNumber(tag);
        if (field <= lastKnown || !in.skipField(tag)) {
            throw new MalformedRecordException(
                    "value must be a SensorBatch (got field %s%d with wire type %d at byte %d)"
                            .formatted(
                                    message,
                                    field,
                                    WireFormat.getTagWireType(tag),
                                    in.getTotalBytesRead()));
        }
    }
}
