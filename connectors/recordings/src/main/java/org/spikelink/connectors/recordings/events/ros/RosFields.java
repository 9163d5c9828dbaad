package org.spikelink.connectors.recordings.events.ros;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of a message one by one. ROS 1 packs them, least significant byte first; CDR aligns each to its
 * size, counted from the end of the 4 bytes that state the byte order. Throws {@link BufferUnderflowException} past
 * the end.
 */
final class RosFields {
    private static final int CDR_HEADER = 4;

    private final ByteBuffer data;
    private final boolean cdr;

    RosFields(RosMessage message) {
        this.cdr = message.cdr();
        this.data =
                ByteBuffer.wrap(
                                message.data(),
                                message.from(),
                                message.data().length - message.from())
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN);
        if (cdr) {
            boolean little = (data.getInt() >> 8 & 1) != 0;
            data.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        }
    }

    private void align(int size) {
        int over = cdr ? (data.position() - CDR_HEADER) % size : 0;
        if (over != 0) {
            skip(size - over);
        }
    }

    private void skip(int count) {
        if (count > data.remaining()) {
            throw new BufferUnderflowException();
        }
        data.position(data.position() + count);
    }

    int u8() {
        return data.get() & 0xFF;
    }

    int u16() {
        align(2);
        return data.getShort() & 0xFFFF;
    }

    int i32() {
        align(4);
        return data.getInt();
    }

    long u32() {
        return Integer.toUnsignedLong(i32());
    }

    long i64() {
        align(8);
        return data.getLong();
    }

    /** Characters, followed by a zero in CDR. */
    String text() {
        ByteBuffer bytes = bytes();
        int length = cdr && bytes.limit() > 0 ? bytes.limit() - 1 : bytes.limit();
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** A sequence of bytes, not copied. */
    ByteBuffer bytes() {
        int length = i32();
        if (length < 0 || length > data.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer bytes = data.slice(data.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        data.position(data.position() + length);
        return bytes;
    }

    /** The header of most messages: time and frame; in ROS 1 also the number of the message. */
    void skipHeader() {
        if (!cdr) {
            i32();
        }
        i32();
        i32();
        text();
    }
}
