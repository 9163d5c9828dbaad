package org.spikelink.operators.types;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The first byte of a record: the version of its format in the high four bits, its kind in the low four. Unaligned
 * checkpoints store these bytes alone, without the serializer's snapshot, so the bytes must contain their version.
 *
 * @param version {@value #UNVERSIONED} if the release that wrote the record stored none
 * @param kind of record, as its serializer numbers them
 */
record RecordTag(int version, int kind) {
    /** The version of new records. */
    static final int VERSION = 1;

    /** The same fields as in version 1. */
    static final int UNVERSIONED = 0;

    private static final int KIND_BITS = 4;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;

    static void write(int kind, DataOutput out) throws IOException {
        out.writeByte(VERSION << KIND_BITS | kind);
    }

    /**
     * Reads a tag.
     *
     * @param kinds from 0 on
     * @throws IOException for a version or kind that this release does not know
     */
    static RecordTag read(int kinds, DataInput in) throws IOException {
        int tag = in.readUnsignedByte();
        RecordTag read = new RecordTag(tag >> KIND_BITS, tag & KIND_MASK);
        if (read.version > VERSION) {
            throw new IOException(
                    "a record in flight must have format 0..%d (got %d): restore with the release that wrote it, or from a savepoint"
                            .formatted(VERSION, read.version));
        }
        if (read.kind >= kinds) {
            throw new IOException(
                    "a record in flight must be of kind 0..%d (got %d)"
                            .formatted(kinds - 1, read.kind));
        }
        return read;
    }
}
