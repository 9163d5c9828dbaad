package org.spikelink.connectors.recordings.events.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import org.spikelink.connectors.recordings.io.numpy.NpyType;

/**
 * The integers of a dataset, or of one member of its entries.
 *
 * @param blocks of the dataset
 * @param type of the integers
 * @param at position in an entry
 */
record HdfColumn(HdfBlocks blocks, NpyType type, int at) {

    static HdfColumn of(Dataset dataset) {
        NpyType type = type(dataset.getDataType(), dataset.getPath());
        return new HdfColumn(new HdfBlocks(dataset), type, 0);
    }

    static HdfColumn of(HdfBlocks blocks, CompoundDataType type, String member) {
        return type.getMembers().stream()
                .filter(m -> m.getName().equals(member))
                .findFirst()
                .map(m -> of(blocks, m, member))
                .orElseThrow(
                        () -> new IllegalArgumentException("the entries have no member " + member));
    }

    private static HdfColumn of(
            HdfBlocks blocks, CompoundDataType.CompoundDataMember member, String name) {
        NpyType type = type(member.getDataType(), name);
        if (member.getOffset() < 0 || member.getOffset() > blocks.entryBytes() - type.bytes()) {
            throw new IllegalArgumentException("the member " + name + " lies outside its entry");
        }
        return new HdfColumn(blocks, type, member.getOffset());
    }

    private static NpyType type(DataType given, String name) {
        DataType type = given instanceof EnumDataType of ? of.getBaseType() : given;
        boolean size = Integer.bitCount(type.getSize()) == 1 && type.getSize() <= Long.BYTES;
        if (!(type instanceof FixedPoint integer) || !size) {
            throw new IllegalArgumentException(name + " must hold integers of 1, 2, 4 or 8 bytes");
        }
        return new NpyType(integer.isSigned() ? 'i' : 'u', type.getSize(), integer.getByteOrder());
    }

    long count() {
        return blocks.count();
    }

    /** Loads the block of entry {@code from}; returns the entry after its last one, at most {@code end}. */
    long open(long from, long end) {
        return blocks.open(from, end);
    }

    boolean isChunked() {
        return blocks.isChunked();
    }

    /** The entry after the last one of an entry's block. */
    long blockEnd(long entry) {
        return blocks.blockEnd(entry);
    }

    /** The value of an entry in the open block. */
    long get(long entry) {
        return type.getLong(blocks.bytes(type.order()), blocks.position(entry) + at);
    }
}
